"""A database connection that was cut meanwhile: a page is made again, a form never."""

import select
import time

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse

from .errors import Refused
from .refusals import answer

SAFE = {"GET", "HEAD", "OPTIONS"}
# Seconds. What lay idle for longer a firewall may have forgotten without a word to either side.
LATELY = 20.0


class ReconnectMiddleware:
    """Asking a kept connection whether it still works costs every page a query of its own.

    A GET changes no row, so it may find out by failing: it is then answered over a new connection,
    as if the browser had loaded it again. What may change one asks (CONN_HEALTH_CHECKS), unless the
    connection was used lately and is quiet: a server that ends one, or dies, is heard on it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE or _is_quiet():
            connection.health_check_done = True
        try:
            return self.get_response(request)
        finally:
            own = connection.connection
            if own is not None and own.is_used:  # many pages ask the database nothing
                own.used_at, own.is_used = time.monotonic(), False

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if request.method not in SAFE or not isinstance(problem, OperationalError | InterfaceError):
            return None
        # Never opened: the database is away. Still usable: the query was at fault, not the line.
        if connection.connection is None or connection.is_usable():
            return None
        connection.close()
        match = request.resolver_match
        try:
            return match.func(request, *match.args, **match.kwargs)
        except Refused as refusal:
            return answer(request, refusal)


def _is_quiet() -> bool:
    """Whether our connection was used lately and nothing came over it since, not even its end."""
    own = connection.connection
    if own is None or own.closed or time.monotonic() - own.used_at > LATELY:
        return False
    heard = select.poll()
    heard.register(own.fileno(), select.POLLIN)
    return not heard.poll(0)
