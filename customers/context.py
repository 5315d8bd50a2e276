"""What a shop page says of her: read only where it is shown, in one query, none for a stranger."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .selectors.shortlist import listed_item_ids


def mine(request: HttpRequest) -> dict:
    """`shortlisted`: keys of the items on her list; `shortlist_count`: how many."""
    customer = getattr(request, "customer", None)
    if customer is None:
        return {}
    shortlisted = SimpleLazyObject(lambda: set(listed_item_ids(customer)))
    return {
        "shortlisted": shortlisted,
        "shortlist_count": SimpleLazyObject(lambda: len(shortlisted)),
    }
