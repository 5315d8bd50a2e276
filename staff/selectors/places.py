"""The stores that are open for business, kept for a minute by each process."""

from django.core.cache import cache

from ..models import Store

KEY, SECONDS = "staff.active_stores", 60


def active_stores() -> list[Store]:
    """In the chain's order, at most a minute old; one query when it is."""
    found = cache.get(KEY)
    if found is None:
        found = list(Store.objects.filter(is_active=True))
        cache.set(KEY, found, SECONDS)
    return found
