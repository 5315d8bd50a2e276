"""An answer belongs to whoever asked: no cache on the way keeps it, and none on a shared iPad."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from .parties import carries_identity

SAFE = {"GET", "HEAD", "OPTIONS"}


class PrivacyMiddleware:
    """Every answer that doesn't say itself how it may be kept is the asker's alone.

    Asked by somebody we may know, it isn't stored at all: not by her browser's back button either,
    once she has signed out. A stranger's page may be kept by his own browser, for it carries his
    visitor cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True, no_store=_is_hers(request))
        return response


def _is_hers(request: HttpRequest) -> bool:
    return (
        request.method not in SAFE
        or carries_identity(request.COOKIES)
        or "Authorization" in request.headers
    )
