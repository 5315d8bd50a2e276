"""What a shop page says of her: read only where it is shown, in one query, none for a stranger."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .selectors.hers import Hers, Hold, hers


def listed(request: HttpRequest) -> list[int]:
    """Keys of the items on her list, newest first; read once per request."""
    return _hers(request).listed


def held(request: HttpRequest) -> dict[int, Hold]:
    """What is kept for her, by item; of the same query as her list."""
    return _hers(request).held


def _hers(request: HttpRequest) -> Hers:
    if not hasattr(request, "_hers"):
        request._hers = hers(getattr(request, "customer", None))
    return request._hers


def mine(request: HttpRequest) -> dict:
    """`known`: whether it is somebody; `shortlisted`: keys of the items on her list, newest first;
    `shortlist_count`: how many.
    """
    if getattr(request, "customer", None) is None:
        return {}
    return {
        "known": SimpleLazyObject(lambda: bool(request.customer)),
        "shortlisted": SimpleLazyObject(lambda: listed(request)),
        "shortlist_count": SimpleLazyObject(lambda: len(listed(request))),
    }
