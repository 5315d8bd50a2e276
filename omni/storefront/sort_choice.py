"""The orders that a list of stones can have, as options of a select."""

from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from inventory.selectors.facets import CLOSEST, SORTS, Facets
from inventory.selectors.places import StorePlace
from omni.lib.translated import gettext as _
from omni.lib.translated import language


def sort_options(facets: Facets, places: dict[str, StorePlace]) -> SafeString:
    cities = tuple((slug, place.city) for slug, place in places.items())
    return _options(facets.sort, cities, language())


@lru_cache(maxsize=100)
def _options(sort: str, cities: tuple[tuple[str, str], ...], language: str) -> SafeString:
    labels = {
        "newest": _("Newest first"),
        "price": _("Price, low to high"),
        "-price": _("Price, high to low"),
        "carat": _("Carat, small to large"),
        "-carat": _("Carat, large to small"),
    }
    closest = {
        f"{CLOSEST}{slug}": _("Closest to %(city)s") % {"city": city} for slug, city in cities
    }
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (name, mark_safe(" selected") if name == sort else "", label)
            for name, label in ({name: labels[name] for name in SORTS} | closest).items()
        ),
    )
