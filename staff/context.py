"""The chain's own name and colour on every page."""

from django.core.cache import cache
from django.http import HttpRequest

from .models import Brand

KEY, SECONDS = "staff.brand", 60


def chain() -> Brand:
    """At most a minute old; a chain without its row has the platform's name."""
    found = cache.get(KEY)
    if found is None:
        found = Brand.objects.filter(pk=1).first() or Brand(pk=1, name="Omni")
        cache.set(KEY, found, SECONDS)
    return found


def brand(request: HttpRequest) -> dict:
    return {"brand": chain()}
