"""Facets read from a query string; what makes no sense is left out and said."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _

from .facets import CHOICES, CLOSEST, RANGES, SORTS, Facets, Range

LONGEST = 400
MOST_NOTES = 5  # a page has one form for each number of them, and nobody reads more
SPAN = re.compile(r"([A-Za-z0-9]+)-([A-Za-z0-9]+)")
RANGE_PARAMS = {name: (f"{name}_min", f"{name}_max") for name in RANGES}
BY_SLUG = {
    name: {slugify(each.label): each.value for each in choice.kind}
    for name, choice in CHOICES.items()
}
Params = Mapping[str, Sequence[str]]


@dataclass
class Reading:
    """The facets that could be read, and a polite sentence for each value that could not."""

    facets: Facets = field(default_factory=Facets)
    notes: list[str] = field(default_factory=list)


def read(params: Params, stores: Collection[str]) -> Reading:
    """From lists of values by name, as `dict(request.GET.lists())`; never raises.

    Choices may be repeated, separated by commas or, for grades, given as a span (`D-H`).
    `stores` are the slugs that a place may have.
    """
    notes: list[str] = []
    found: dict[str, object] = {}
    for name, choice in CHOICES.items():
        if name in params:
            found[choice.field] = _choices(name, _split(params[name]), notes)
    for name, (low, high) in RANGE_PARAMS.items():
        if low in params or high in params:
            found[low], found[high] = _range(params, name, RANGES[name], notes)
    found["places"] = _known(_split(params.get("place", ())), stores, notes)
    found["sort"] = _sort(_split(params.get("sort", ())), stores, notes)
    return Reading(Facets(**found), _first(notes))


def read_query(query: str, stores: Collection[str]) -> Facets:
    """What a kept search (`Facets.query`) asks for; a store or grade that is gone is left out."""
    return read(dict(QueryDict(query).lists()), stores).facets


def _first(notes: list[str]) -> list[str]:
    """Each once, and that there were more."""
    said = list(dict.fromkeys(notes))
    if len(said) <= MOST_NOTES:
        return said
    return [*said[: MOST_NOTES - 1], _("There was more that we couldn’t use and left out.")]


def _split(raw: Sequence[str]) -> list[str]:
    if not raw:
        return []
    words = ",".join(raw)[:LONGEST].split(",")
    return [word.strip() for word in words if word.strip()]


def _choices(name: str, words: list[str], notes: list[str]) -> tuple[int, ...]:
    found: set[int] = set()
    by_slug = BY_SLUG[name]
    for word in words:
        slug = word.lower() if word.lower() in by_slug else slugify(word)
        span = None if slug in by_slug else SPAN.fullmatch(word)
        if slug in by_slug:
            found.add(by_slug[slug])
        elif span and all(end.lower() in by_slug for end in span.groups()):
            low, high = sorted(by_slug[end.lower()] for end in span.groups())
            found.update(code for code in by_slug.values() if low <= code <= high)
        else:
            notes.append(_not_known(words_for(name), word))
    return tuple(sorted(found))


def words_for(name: str) -> str:
    """What a facet is called in the middle of a sentence."""
    return {
        "shape": _("shape"), "colour": _("colour"), "clarity": _("clarity"), "cut": _("cut"),
        "fancy": _("fancy colour"), "intensity": _("intensity"),
        "polish": _("polish"), "symmetry": _("symmetry"), "fluorescence": _("fluorescence"),
        "lab": _("laboratory"), "origin": _("origin"), "carat": _("carat"), "price": _("price"),
        "table": _("table"), "depth": _("depth"), "ratio": _("length to width"),
    }[name]  # fmt: skip


def _known(words: list[str], stores: Collection[str], notes: list[str]) -> tuple[str, ...]:
    notes += [_not_known(_("store"), word) for word in words if word not in stores]
    return tuple(slug for slug in stores if slug in words)


def _sort(words: list[str], stores: Collection[str], notes: list[str]) -> str:
    word = words[-1] if words else SORTS[0]
    if word in SORTS or (word.startswith(CLOSEST) and word.removeprefix(CLOSEST) in stores):
        return word
    notes.append(_("We don’t know the order “%(word)s”.") % {"word": _short(word)})
    return SORTS[0]


def _range(
    params: Params, name: str, span: Range, notes: list[str]
) -> tuple[Decimal | None, Decimal | None]:
    low, high = (_number(params.get(end, ()), name, span, notes) for end in RANGE_PARAMS[name])
    low = low or None  # from nothing on is everything
    if high is not None and not high:
        notes.append(
            _("Nothing is below a %(name)s of 0, so we left that out.") % {"name": words_for(name)}
        )
        high = None
    if low is not None and high is not None and low > high:
        notes.append(
            _("The %(name)s range ran from high to low; we turned it around.")
            % {"name": words_for(name)}
        )
        return high, low
    return low, high


def _number(raw: Sequence[str], name: str, span: Range, notes: list[str]) -> Decimal | None:
    text = (raw[-1] if raw else "").strip()
    if not text:
        return None
    try:
        value = Decimal(text[:40].replace("$", "").replace(",", "").removesuffix("%").strip())
        if value.is_finite() and 0 <= value <= span.limit:
            return value.quantize(span.step)
    except InvalidOperation:
        pass
    notes.append(
        _("We couldn’t use “%(word)s” as a %(name)s, so we left it out.")
        % {"word": _short(text), "name": words_for(name)}
    )
    return None


def _not_known(name: str, word: str) -> str:
    return _("We don’t know the %(name)s “%(word)s”, so we left it out.") % {
        "name": name,
        "word": _short(word),
    }


def _short(word: str) -> str:
    """As a sentence can quote it."""
    word = "".join(letter for letter in word if letter.isprintable())
    return word if len(word) <= 24 else word[:23] + "…"
