"""What somebody looks for, read from a query string; what makes no sense is left out and said."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Self
from urllib.parse import urlencode

from django.db.models import IntegerChoices
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..models.stone import Clarity, Colour, Cut, Shape

SORTS = ("newest", "price", "-price", "carat", "-carat")
CARAT_LIMIT = Decimal("300")
PRICE_LIMIT = Decimal("100000000")
LONGEST = 400
SPAN = re.compile(r"([A-Za-z0-9]+)-([A-Za-z0-9]+)")


@dataclass(frozen=True, slots=True)
class Facets:
    """Carat in ct, price in the shop's currency, grades as their codes, places as store slugs.

    An empty tuple and None mean any. Two that ask for the same have the same `query`.
    """

    shapes: tuple[int, ...] = ()
    carat_min: Decimal | None = None
    carat_max: Decimal | None = None
    colours: tuple[int, ...] = ()
    clarities: tuple[int, ...] = ()
    cuts: tuple[int, ...] = ()
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    places: tuple[str, ...] = ()
    sort: str = SORTS[0]

    @property
    def query(self) -> str:
        """The normalised query string, without a question mark; empty for everything."""
        pairs = [
            ("shape", ",".join(slugs(Shape, self.shapes))),
            ("carat_min", _plain(self.carat_min)),
            ("carat_max", _plain(self.carat_max)),
            ("colour", ",".join(slugs(Colour, self.colours)).upper()),
            ("clarity", ",".join(slugs(Clarity, self.clarities)).upper()),
            ("cut", ",".join(slugs(Cut, self.cuts))),
            ("price_min", _plain(self.price_min)),
            ("price_max", _plain(self.price_max)),
            ("place", ",".join(self.places)),
            ("sort", "" if self.sort == SORTS[0] else self.sort),
        ]
        return urlencode([pair for pair in pairs if pair[1]], safe=",")

    @property
    def narrows(self) -> bool:
        """Whether anything but the order is asked for."""
        return replace(self, sort=SORTS[0]) != Facets()

    def without(self, *names: str) -> Self:
        """The same search with these fields open again."""
        plain = Facets()
        return replace(self, **{name: getattr(plain, name) for name in names})


@dataclass
class Reading:
    """The facets that could be read, and a polite sentence for each value that could not."""

    facets: Facets = field(default_factory=Facets)
    notes: list[str] = field(default_factory=list)


def read(params: Mapping[str, Sequence[str]], stores: Collection[str]) -> Reading:
    """From lists of values by name, as `dict(request.GET.lists())`; never raises.

    Choices may be repeated, separated by commas or, for grades, given as a span (`D-H`).
    `stores` are the slugs that a place may have.
    """
    notes: list[str] = []
    values = {name: _split(params.get(name, ())) for name in NAMES}
    carats = _range(params, "carat", CARAT_LIMIT, _("carat"), notes)
    prices = _range(params, "price", PRICE_LIMIT, _("price"), notes)
    facets = Facets(
        shapes=_choices(Shape, values["shape"], _("shape"), notes),
        carat_min=carats[0],
        carat_max=carats[1],
        colours=_choices(Colour, values["colour"], _("colour"), notes),
        clarities=_choices(Clarity, values["clarity"], _("clarity"), notes),
        cuts=_choices(Cut, values["cut"], _("cut"), notes),
        price_min=prices[0],
        price_max=prices[1],
        places=_known(values["place"], stores, notes),
        sort=_sort(values["sort"], notes),
    )
    return Reading(facets, notes)


NAMES = ("shape", "colour", "clarity", "cut", "place", "sort")
PARAMETERS = (*NAMES, "carat_min", "carat_max", "price_min", "price_max")


def slugs(kind: type[IntegerChoices], codes: Iterable[int]) -> list[str]:
    """Words for URLs, best first: `very-good`, `vvs1`, `round`."""
    return [slugify(kind(code).label) for code in codes]


def _split(raw: Sequence[str]) -> list[str]:
    words = ",".join(raw)[:LONGEST].split(",")
    return [word.strip() for word in words if word.strip()]


def _choices(
    kind: type[IntegerChoices], words: list[str], name: str, notes: list[str]
) -> tuple[int, ...]:
    by_slug = {slugify(choice.label): choice.value for choice in kind}
    found: set[int] = set()
    for word in words:
        span = SPAN.fullmatch(word)
        if slugify(word) in by_slug:
            found.add(by_slug[slugify(word)])
        elif span and all(end.lower() in by_slug for end in span.groups()):
            low, high = sorted(by_slug[end.lower()] for end in span.groups())
            found.update(range(low, high + 1))
        else:
            notes.append(_not_known(name, word))
    return tuple(sorted(found))


def _known(words: list[str], stores: Collection[str], notes: list[str]) -> tuple[str, ...]:
    notes += [_not_known(_("store"), word) for word in words if word not in stores]
    return tuple(slug for slug in stores if slug in words)


def _sort(words: list[str], notes: list[str]) -> str:
    if not words or words[-1] in SORTS:
        return words[-1] if words else SORTS[0]
    notes.append(_("We don’t know the order “%(word)s”.") % {"word": _short(words[-1])})
    return SORTS[0]


def _range(
    params: Mapping[str, Sequence[str]], name: str, limit: Decimal, word: str, notes: list[str]
) -> tuple[Decimal | None, Decimal | None]:
    low, high = (
        _number(params.get(f"{name}_{end}", ()), limit, word, notes) for end in ("min", "max")
    )
    if low is not None and high is not None and low > high:
        notes.append(
            _("The %(name)s range ran from high to low; we turned it around.") % {"name": word}
        )
        return high, low
    return low, high


def _number(raw: Sequence[str], limit: Decimal, name: str, notes: list[str]) -> Decimal | None:
    text = (raw[-1] if raw else "").strip()
    if not text:
        return None
    try:
        value = Decimal(text[:40].replace("$", "").replace(",", "").strip())
        if value.is_finite() and 0 <= value <= limit:
            return value.quantize(Decimal("0.01")) or None
    except InvalidOperation:
        pass
    notes.append(
        _("We couldn’t use “%(word)s” as a %(name)s, so we left it out.")
        % {"word": _short(text), "name": name}
    )
    return None


def _not_known(name: str, word: str) -> str:
    return _("We don’t know the %(name)s “%(word)s”, so we left it out.") % {
        "name": name,
        "word": _short(word),
    }


def _short(word: str) -> str:
    return word if len(word) <= 24 else word[:23] + "…"


def _plain(value: Decimal | None) -> str:
    """`1.2` and `12000`: no trailing noughts, no exponent."""
    return "" if value is None else f"{value:f}".rstrip("0").rstrip(".")
