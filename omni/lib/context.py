"""What every page's shell needs, without a query."""

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict:
    return {
        "socket_port": settings.SOCKET_PORT,
        "public_url": settings.PUBLIC_URL,
        "demo": settings.DEMO,
        "sells_online": settings.SELLS_ONLINE,
    }
