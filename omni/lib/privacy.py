"""An answer belongs to whoever asked: no cache on the way keeps it, and none on a shared iPad."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from .parties import carries_identity

SAFE = {"GET", "HEAD", "OPTIONS"}
STRANGERS = "private, no-cache"
HERS = f"{STRANGERS}, no-store"


class PrivacyMiddleware:
    """Every answer that doesn't say itself how it may be kept is the asker's alone.

    Asked by somebody we may know, it isn't stored at all: not by her browser's back button either,
    once she has signed out. A stranger's page may be kept by her own browser, for it carries her
    visitor cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = HERS if _is_hers(request) else STRANGERS
            if "Vary" in response.headers:
                patch_vary_headers(response, ["Cookie"])
            else:
                response.headers["Vary"] = "Cookie"
        return response


def _is_hers(request: HttpRequest) -> bool:
    return (
        request.method not in SAFE
        or carries_identity(request.COOKIES)
        or "HTTP_AUTHORIZATION" in request.META
    )
