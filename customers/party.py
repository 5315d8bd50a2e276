"""The customer and the visitor, read from a handshake's or a request's cookies."""

import uuid

from django.conf import settings

from omni.lib import parties

from .middleware import read_visitor
from .models import Customer
from .selectors.sessions import customer_by_token


def customer_of(cookies: parties.Cookies) -> Customer | None:
    """The customer whose session this is."""
    return customer_by_token(cookies.get(settings.CUSTOMER_COOKIE, ""))


def visitor_of(cookies: parties.Cookies) -> uuid.UUID | None:
    return read_visitor(cookies.get(settings.VISITOR_COOKIE))


def register() -> None:
    parties.register("customer", customer_of)
    parties.register("visitor", visitor_of)
