"""What a shop page's header says of her; read only where it is shown, and never for a stranger."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .selectors.shortlist import shortlist_count


def mine(request: HttpRequest) -> dict:
    customer = getattr(request, "customer", None)
    if customer is None:
        return {}
    return {"shortlist_count": SimpleLazyObject(lambda: shortlist_count(customer))}
