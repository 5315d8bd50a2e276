"""`request.visitor` and `request.customer`: who is on the other side, resolved when looked at.

The cookies are set by the response of a POST (`customers.cookies`), the visitor's also by the
first page; a GET changes no row.
"""

import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from omni.lib.ids import public_id

from .selectors.sessions import customer_by_token

VISITOR_SALT = "customers.visitor"
YEAR = 365 * 24 * 3600


def read_visitor(value: str | None) -> uuid.UUID | None:
    """The visitor id of a signed cookie, or nothing when it is missing or forged."""
    try:
        return uuid.UUID(signing.Signer(salt=VISITOR_SALT).unsign(value or ""))
    except (signing.BadSignature, ValueError):
        return None


class CustomerMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = read_visitor(request.COOKIES.get(settings.VISITOR_COOKIE))
        request.visitor = known or public_id()
        request.visitor_is_new = known is None
        token = request.COOKIES.get(settings.CUSTOMER_COOKIE, "")
        request.customer = SimpleLazyObject(lambda: customer_by_token(token)) if token else None
        response = self.get_response(request)
        if known is None and response.headers.get("Content-Type", "").startswith("text/html"):
            response.set_cookie(
                settings.VISITOR_COOKIE,
                signing.Signer(salt=VISITOR_SALT).sign(str(request.visitor)),
                max_age=YEAR,
                secure=settings.SECURE_COOKIES,
                httponly=True,
                samesite="Lax",
            )
        return response
