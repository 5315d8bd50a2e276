"""What every page's shell needs, without a query."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .token import form_token


def shell(request: HttpRequest) -> dict:
    return {"csrf_token": SimpleLazyObject(lambda: form_token(request)), **installation()}


def installation() -> dict:
    """The same on every page."""
    return {
        "socket_port": settings.SOCKET_PORT,
        "public_url": settings.PUBLIC_URL,
        "demo": settings.DEMO,
        "sells_online": settings.SELLS_ONLINE,
    }
