"""A GET changes no row: held for every GET that any test makes."""

import re
from contextlib import contextmanager

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection

WRITE = re.compile(
    r'^\s*(?:WITH\b.*?\b)?(INSERT INTO|UPDATE|DELETE FROM|EXECUTE(?= omni_writes_))\s+"?(\w+)',
    re.IGNORECASE | re.DOTALL,
)
# Framework sign-in and session rows, exempt by name.
EXEMPT = {"django_session", "axes_accessattempt", "axes_accesslog", "axes_accessfailurelog"}


class ReadWrote(AssertionError):
    """A GET or HEAD wrote a row."""


@contextmanager
def reading_only(path: str):
    def refuse(execute, sql, params, many, context):
        found = WRITE.match(sql)
        if found and found[2] not in EXEMPT:
            raise ReadWrote(f"GET {path} wrote: {sql[:200]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture(autouse=True)
def _gets_change_no_row(monkeypatch):
    real = BaseHandler.get_response

    def guarded(self, request):
        if request.method in ("GET", "HEAD"):
            with reading_only(request.path):
                return real(self, request)
        return real(self, request)

    monkeypatch.setattr(BaseHandler, "get_response", guarded)
