"""Cookie-authenticated writes come from our own pages: the Origin header must say so, exactly."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def origin_free(view):
    """Mark a view whose requests prove themselves by token or signature, never by cookie."""
    view.origin_free = True
    return view


def allowed(origin: str | None, request_origin: str) -> bool:
    """Whether this Origin is exactly ours: scheme, host and port."""
    return origin is not None and (origin == request_origin or origin in settings.ALLOWED_ORIGINS)


class OriginMiddleware:
    """Refuses unsafe requests with a foreign, look-alike, `null` or missing Origin."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if request.method in SAFE or getattr(view, "origin_free", False):
            return None
        ours = f"{request.scheme}://{request.get_host()}"
        if allowed(request.headers.get("Origin"), ours):
            return None
        return render(request, "403_csrf.html", status=403)
