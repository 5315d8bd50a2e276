"""A database connection that was cut meanwhile: a page is made again, a form never."""

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse

from .errors import Refused
from .refusals import answer

SAFE = {"GET", "HEAD", "OPTIONS"}


class ReconnectMiddleware:
    """Asking a kept connection whether it still works costs every page a query of its own.

    What may change a row asks (CONN_HEALTH_CHECKS). A GET changes none, so it may find out by
    failing: it is then answered over a new connection, as if the browser had loaded it again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE:
            connection.health_check_done = True
        return self.get_response(request)

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
