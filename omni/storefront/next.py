"""Back to where she came from, and never to somebody else's site."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_of(request: HttpRequest, otherwise: str) -> str:
    """The `next` of the form or address when it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(request, wanted) else otherwise


def page_before(request: HttpRequest, otherwise: str) -> str:
    """The page that sent this form, by the referrer."""
    before = request.headers.get("Referer", "")
    return before if is_ours(request, before) else otherwise


def is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
