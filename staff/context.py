"""The chain's own name and colour on every page."""

from django.http import HttpRequest

from omni.lib.kept import kept

from .models import Brand


@kept(seconds=60)
def chain() -> Brand:
    """At most a minute old; a chain without its row has the platform's name."""
    return Brand.objects.filter(pk=1).first() or Brand(pk=1, name="Omni")


def brand(request: HttpRequest) -> dict:
    return {"brand": chain()}
