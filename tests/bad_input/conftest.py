"""A live process, and a count of everything that bad input must leave as it is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection

from tests.live.server import LiveServer, with_database

from .scenes import staff, station  # noqa: F401

# What a refused try may leave behind: that it was counted. Sessions are those of a test's browsers.
MAY_GROW = {"lib.Counter", "sessions.Session", "customers.Session", "axes.AccessLog"}


def counted() -> dict[str, int]:
    """How many rows each of our tables has, and what is claimed and on hand."""
    found = {
        model._meta.label: model.objects.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.label not in MAY_GROW
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(on_hand), 0), coalesce(sum(claimed), 0)"
                       " FROM inventory_stockrecord")  # fmt: skip
        found["pieces"], found["claimed"] = cursor.fetchone()
    return found


@contextmanager
def nothing_changes(*, but: tuple[str, ...] = ()) -> Iterator[None]:
    before = counted()
    yield
    after = counted()
    changed = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    assert set(changed) <= set(but), changed


@pytest.fixture(scope="session")
def live_process(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[LiveServer]:
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
    server = LiveServer(
        tmp_path_factory.mktemp("live"), with_database(os.environ["DATABASE_URL"], name)
    )
    try:
        server.start()
        yield server
    finally:
        server.stop()
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(  # an ended process is noticed late on a busy machine
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
