"""What a shop page says of her: read only where it is shown, in one query, none for a stranger."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .selectors.shortlist import listed_item_ids


def listed(request: HttpRequest) -> list[int]:
    """Keys of the items on her list, newest first; read once per request."""
    if not hasattr(request, "_listed"):
        request._listed = listed_item_ids(getattr(request, "customer", None))
    return request._listed


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
