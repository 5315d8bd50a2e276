"""Facets in words: the summary beside each filter, and a chip for each that is on."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import IntegerChoices
from django.utils.translation import gettext as _

from inventory.models.stone import Clarity, Colour, Cut, Shape
from inventory.selectors.facets import Facets
from inventory.selectors.places import StorePlace
from omni.lib.money import shown

BEST_CLARITY = (Clarity.FL, Clarity.IF)


@dataclass(frozen=True, slots=True)
class Chip:
    """`query` is the search without it."""

    label: str
    query: str


def chips(facets: Facets, places: dict[str, StorePlace], currency: str) -> list[Chip]:
    words = summaries(facets, places, currency)
    fields = {
        "shape": ("shapes",), "carat": ("carat_min", "carat_max"), "colour": ("colours",),
        "clarity": ("clarities",), "cut": ("cuts",), "price": ("price_min", "price_max"),
        "place": ("places",),
    }  # fmt: skip
    return [
        Chip(words[name], facets.without(*names).query) for name, names in fields.items()
        if words[name]
    ]  # fmt: skip


def summaries(facets: Facets, places: dict[str, StorePlace], currency: str) -> dict[str, str]:
    """What each filter is set to; empty where it is open."""
    carat = _span(facets.carat_min, facets.carat_max, lambda value: f"{value:.2f}")
    return {
        "shape": _list([Shape(code).label for code in facets.shapes]),
        "carat": _("%(span)s ct") % {"span": carat} if carat else "",
        "colour": _grades(Colour, facets.colours),
        "clarity": _grades(Clarity, facets.clarities, BEST_CLARITY),
        "cut": _grades(Cut, facets.cuts, (Cut.EXCELLENT,)),
        "price": _span(facets.price_min, facets.price_max, lambda value: shown(value, currency)),
        "place": _list([places[slug].city for slug in facets.places if slug in places]),
    }


def _span(low: Decimal | None, high: Decimal | None, write) -> str:
    if low is not None and high is not None:
        return _("%(low)s to %(high)s") % {"low": write(low), "high": write(high)}
    if low is not None:
        return _("from %(low)s") % {"low": write(low)}
    return _("up to %(high)s") % {"high": write(high)} if high is not None else ""


def _grades(
    kind: type[IntegerChoices], codes: Sequence[int], best: Sequence[IntegerChoices] = ()
) -> str:
    """A row without gaps by its ends, or by its worst grade when it begins with the best."""
    if not codes:
        return ""
    first, last = kind(codes[0]), kind(codes[-1])
    in_a_row = codes[-1] - codes[0] == len(codes) - 1
    if len(codes) > 1 and in_a_row and first in best:
        return _("%(grade)s or better") % {"grade": last.label}
    if len(codes) > 2 and in_a_row:
        return _("%(low)s to %(high)s") % {"low": first.label, "high": last.label}
    return _list([kind(code).label for code in codes])


def _list(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
