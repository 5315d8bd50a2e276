"""`request.visitor` and `request.customer`: who is on the other side, resolved when looked at.

The cookies are set by the response of a POST (`customers.cookies`), the visitor's also by the
first page; a GET changes no row.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from omni.lib.ids import public_id

from .cookies import read_visitor, remember_visitor
from .selectors.sessions import customer_of, session_by_token


class CustomerMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = read_visitor(request.COOKIES.get(settings.VISITOR_COOKIE))
        request.visitor = known or public_id()
        request.visitor_is_new = known is None
        token = request.COOKIES.get(settings.CUSTOMER_COOKIE, "")
        request.customer_session = (
            SimpleLazyObject(lambda: session_by_token(token)) if token else None
        )
        request.customer = (
            SimpleLazyObject(lambda: customer_of(request.customer_session)) if token else None
        )
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if known is None and is_page and settings.VISITOR_COOKIE not in response.cookies:
            remember_visitor(response, request.visitor)
        return response
