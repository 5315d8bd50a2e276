"""The filters of the list of jewellery: read from an address, said in words, shown with numbers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from inventory.metals import METALS
from inventory.selectors.facets import plain
from inventory.selectors.jewel_list import SORTS, JewelFacets, JewelPage
from inventory.selectors.jewellery import TYPES
from inventory.selectors.places import StorePlace
from inventory.selectors.reading import read
from omni.lib.moulds import filled

from .facet_words import Chip, summaries
from .filter_panel import NUMBER, bar_heights, drawn_bars

FROM_DIAMONDS = ("price_min", "price_max", "place")


@dataclass(frozen=True, slots=True)
class Filter:
    """`choices` is ready to be shown."""

    name: str
    legend: str
    choices: SafeString


def read_jewels(
    params: Mapping[str, Sequence[str]], stores: Collection[str]
) -> tuple[JewelFacets, list[str]]:
    """From lists of values by name, and a sentence for each price or store that made no sense.

    Types, metals and orders that there aren't are left out.
    """
    shared = read({name: params.get(name, ()) for name in FROM_DIAMONDS}, stores)
    sort = [*params.get("sort", ()), ""][0]
    facets = JewelFacets(
        kinds=tuple(kind for kind in TYPES if kind in params.get("type", ())),
        metals=tuple(metal for metal in METALS if metal in params.get("metal", ())),
        places=shared.facets.places,
        price_min=shared.facets.price_min,
        price_max=shared.facets.price_max,
        sort=sort if sort in SORTS else "style",
    )
    return facets, shared.notes


def said(facets: JewelFacets, places: dict[str, StorePlace], currency: str) -> dict[str, str]:
    """What each filter is set to, empty where it is open."""
    ends = {"price_min": [plain(facets.price_min)], "price_max": [plain(facets.price_max)]}
    shared = read(ends | {"place": facets.places}, places.keys()).facets
    words = summaries(shared, places, currency)
    kinds, metals = type_words(), METALS
    return {
        "type": ", ".join(kinds[kind] for kind in facets.kinds),
        "metal": capfirst(", ".join(metals[metal] for metal in facets.metals)),
        "price": words["price"],
        "place": words["place"],
    }


def chips(facets: JewelFacets, words: dict[str, str]) -> list[Chip]:
    return [Chip(text, facets.without(name).query) for name, text in words.items() if text]


def panel(
    facets: JewelFacets, places: dict[str, StorePlace], found: JewelPage, words: dict[str, str]
) -> dict:
    """Types and metals before the price, stores after it."""
    kinds = type_words()
    metals = {key: capfirst(name) for key, name in METALS.items()}
    stores = {slug: place.name for slug, place in places.items()}
    return {
        "before": [
            Filter("type", _("Type"), _ticks("type", kinds, facets.kinds, found)),
            Filter("metal", _("Metal"), _ticks("metal", metals, facets.metals, found)),
        ],
        "after": [
            Filter("place", _("See it in person"), _ticks("place", stores, facets.places, found))
        ],
        "price": {
            "words": words["price"], "bars": drawn_bars(found.bars), "low": plain(facets.price_min),
            "high": plain(facets.price_max), "least": f"{found.bars[0].low:g}",
            "most": f"{found.bars[-1].high:g}",
        },
    }  # fmt: skip


def numbers(places: Collection[str], found: JewelPage) -> dict:
    """The counts and bars alone, for a script that renews them."""
    named = {"type": TYPES, "metal": METALS, "place": places}
    counts = {
        f"{name}:{word}": _number(found, name, word)
        for name, words in named.items()
        for word in words
    }
    return {"counts": counts, "bars": {"price": bar_heights(found.bars)}}


def sort_options(facets: JewelFacets) -> SafeString:
    labels = {
        "style": _("By style"), "newest": _("Newest first"),
        "price": _("Price, low to high"), "-price": _("Price, high to low"),
    }  # fmt: skip
    return mark_safe(
        "".join(
            format_html(
                '<option value="{}"{}>{}</option>',
                name, mark_safe(" selected") if name == facets.sort else "", label,
            )
            for name, label in labels.items()
        )
    )  # fmt: skip


def type_words() -> dict[str, str]:
    words = {
        "chains": _("Chains"), "bracelets": _("Bracelets"), "earrings": _("Earrings"),
        "watches": _("Watches"),
    }  # fmt: skip
    return {kind: words[kind] for kind in TYPES}


def _ticks(
    name: str, labels: dict[str, str], chosen: Collection[str], found: JewelPage
) -> SafeString:
    boxes = [
        filled(
            "storefront/parts/facet-choice.html",
            {"label": label, "icon": ""},
            {"ticked": True, "on": word in chosen, "name": name, "value": word},
        ).replace(NUMBER, _number(found, name, word))
        for word, label in labels.items()
    ]
    return mark_safe("".join(boxes))


def _number(found: JewelPage, name: str, word: str) -> str:
    return f"{found.numbers[name].get(word, 0):,}"
