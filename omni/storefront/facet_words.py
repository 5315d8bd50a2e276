"""Facets in words: the summary beside each filter, and a chip for each that is on."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from inventory.models.stone import Clarity, Cut
from inventory.selectors.facets import CHOICES, GROUPS, NAMES, Facets
from inventory.selectors.places import StorePlace
from omni.lib.money import shown
from omni.lib.translated import gettext as _

RANKED = ("colour", "intensity", "clarity", "cut", "polish", "symmetry", "fluorescence")
BEST = {
    "clarity": (Clarity.FL, Clarity.IF),
    **dict.fromkeys(("cut", "polish", "symmetry"), (Cut.EXCELLENT,)),
}


# As they are said: the intensity beside the colour that has it.
IN_WORDS = [name for name in NAMES if name != "intensity"]
IN_WORDS.insert(IN_WORDS.index("fancy") + 1, "intensity")
IN_WORDS.append("place")


@dataclass(frozen=True, slots=True)
class Chip:
    """`query` is the search without it."""

    label: str
    query: str


def chips(facets: Facets, words: dict[str, str]) -> list[Chip]:
    """One for each filter that `words`, its `summaries`, say something of; what is chosen beside
    letters says that it is one or the other."""
    said, words = facets.said, _either(words)
    return [
        Chip(words[name], "&".join(part for facet, part in said.items() if facet != name))
        for name in IN_WORDS
        if words[name]
    ]


def sentence(words: dict[str, str]) -> str:
    """A search by its `summaries`: `Round, F and G, or Yellow, Fancy Vivid, up to $9,000`."""
    words = _either(words)
    return ", ".join(words[name] for name in IN_WORDS if words[name])


def _either(words: dict[str, str]) -> dict[str, str]:
    """The same, and the first that asks for a fancy colour beside letters begins with an or."""
    fancy = "fancy" if words["fancy"] else "intensity"
    if not words["colour"] or not words[fancy]:
        return words
    return words | {fancy: _("or %(colour)s") % {"colour": words[fancy]}}


def summaries(facets: Facets, places: dict[str, StorePlace], currency: str) -> dict[str, str]:
    """What each filter is set to, by its name in an address; empty where it is open."""
    written = {
        "carat": lambda value: f"{value:.2f}",
        "price": lambda value: shown(value, currency),
        "table": lambda value: f"{value:g}%",
        "depth": lambda value: f"{value:g}%",
        "ratio": lambda value: f"{value:.2f}",
    }
    words = {name: _span(*facets.bounds(name), write) for name, write in written.items()}
    words["carat"] = _("%(span)s ct") % {"span": words["carat"]} if words["carat"] else ""
    for name in CHOICES:
        words[name] = _grades(name, facets.chosen(name))
    words["place"] = _list([places[slug].city for slug in facets.places if slug in places])
    return words


def _span(low: Decimal | None, high: Decimal | None, write) -> str:
    if low is not None and high is not None:
        return _("%(low)s to %(high)s") % {"low": write(low), "high": write(high)}
    if low is not None:
        return _("from %(low)s") % {"low": write(low)}
    return _("up to %(high)s") % {"high": write(high)} if high is not None else ""


def _grades(name: str, codes: Sequence[int]) -> str:
    """A row without gaps by its ends, or by its worst grade when it begins with the best."""
    if not codes:
        return ""
    kind = CHOICES[name].kind
    first, last = kind(codes[0]), kind(codes[-1])
    if name in RANKED and codes[0] and len(codes) > 1 and codes[-1] - codes[0] == len(codes) - 1:
        if first in BEST.get(name, ()):
            return _("%(grade)s or better") % {"grade": last.label}
        if len(codes) > 2:
            return _("%(low)s to %(high)s") % {"low": first.label, "high": last.label}
    return _list(_labels(name, codes))


def _labels(name: str, codes: Sequence[int]) -> list[str]:
    """A whole group by its ends: `D`, `N to Z`."""
    words, left = [], list(codes)
    kind = CHOICES[name].kind
    for group in GROUPS.get(name, {}).values():
        if set(group) <= set(left):
            left = [code for code in left if code not in group]
            ends = {"low": kind(group[0]).label, "high": kind(group[-1]).label}
            words.append(_("%(low)s to %(high)s") % ends)
    return [*(kind(code).label for code in left), *words]


def _list(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
