"""What somebody looks for: choices, ranges and an order, and the query string that says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Self
from urllib.parse import quote_plus

from django.db.models import IntegerChoices
from django.utils.text import slugify

from ..models.stone import Clarity, Colour, Cut, Fluorescence, Hue, Intensity, Lab, Origin, Shape

# What a page offers as one choice, by the word that an address has for it.
GROUPS = {"colour": {"N-Z": tuple(range(Colour.N, Colour.Z + 1))}}

SORTS = ("newest", "price", "-price", "carat", "-carat")
CLOSEST = "closest-"


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet of several values: its field in `Facets`, and what its codes mean."""

    field: str
    kind: type[IntegerChoices]
    is_upper: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A facet between two bounds: the greatest that makes sense, and the listing's unit of it."""

    limit: Decimal
    scale: int
    column: str

    @property
    def step(self) -> Decimal:
        return Decimal(1) / self.scale


# By the name that stands in an address, which for a choice is also the listing's column.
CHOICES = {
    "shape": Choice("shapes", Shape),
    "colour": Choice("colours", Colour, is_upper=True),
    "fancy": Choice("fancies", Hue),
    "intensity": Choice("intensities", Intensity),
    "clarity": Choice("clarities", Clarity, is_upper=True),
    "cut": Choice("cuts", Cut),
    "polish": Choice("polishes", Cut),
    "symmetry": Choice("symmetries", Cut),
    "fluorescence": Choice("fluorescences", Fluorescence),
    "lab": Choice("labs", Lab),
    "origin": Choice("origins", Origin),
}
RANGES = {
    "carat": Range(Decimal(300), 100, "carat"),
    "price": Range(Decimal(100_000_000), 100, "price"),
    "table": Range(Decimal(100), 10, "table_pct"),
    "depth": Range(Decimal(100), 10, "depth_pct"),
    "ratio": Range(Decimal(10), 100, "ratio"),
}
# Colours of both kinds are one choice, and an intensity is one of fancy colours.
COLOURS = ("colour", "fancy", "intensity")
LETTERS = tuple(range(Colour.D, Colour.Z + 1))
# In the order of an address.
NAMES = (
    "shape", "carat", "colour", "fancy", "clarity", "cut", "price", "intensity", "polish",
    "symmetry", "fluorescence", "lab", "origin", "table", "depth", "ratio",
)  # fmt: skip
RARE = NAMES[7:]


@dataclass(frozen=True, slots=True)
class Facets:
    """Carat in ct, price in the shop's currency, table and depth in %, `ratio` length to width,
    grades as their codes, places as store slugs.

    An empty tuple and None mean any; letters and fancy colours are alternatives (`colour_ways`).
    Two that ask for the same have the same `query`, which is
    how a search is kept; `inventory.selectors.reading.read` reads it back.
    """

    shapes: tuple[int, ...] = ()
    carat_min: Decimal | None = None
    carat_max: Decimal | None = None
    colours: tuple[int, ...] = ()
    fancies: tuple[int, ...] = ()
    intensities: tuple[int, ...] = ()
    clarities: tuple[int, ...] = ()
    cuts: tuple[int, ...] = ()
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    polishes: tuple[int, ...] = ()
    symmetries: tuple[int, ...] = ()
    fluorescences: tuple[int, ...] = ()
    labs: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()
    table_min: Decimal | None = None
    table_max: Decimal | None = None
    depth_min: Decimal | None = None
    depth_max: Decimal | None = None
    ratio_min: Decimal | None = None
    ratio_max: Decimal | None = None
    places: tuple[str, ...] = ()
    sort: str = SORTS[0]

    @property
    def query(self) -> str:
        """The normalised query string, without a question mark; empty for everything."""
        return "&".join(self.said.values())

    @property
    def said(self) -> Mapping[str, str]:
        """What the query string says of each facet that is asked for, and of another order."""
        return _said(self)

    def chosen(self, name: str) -> tuple[int, ...]:
        """The codes of a facet of choices by its name in an address."""
        return getattr(self, CHOICES[name].field)

    def bounds(self, name: str) -> tuple[Decimal | None, Decimal | None]:
        """The ends of a range by its name in an address."""
        return getattr(self, f"{name}_min"), getattr(self, f"{name}_max")

    @property
    def colour_ways(self) -> list[dict[str, tuple[int, ...]]]:
        """What a colour must be, codes by facet: a letter, or a fancy colour, or either; empty for
        any colour.

        Letters narrow `fancy=none`, hues narrow `colour=FANCY`, intensities narrow what is fancy
        and, alone, ask for it.
        """
        letters = tuple(code for code in self.colours if code)
        hues = tuple(code for code in self.fancies if code)
        ways: list[dict[str, tuple[int, ...]]] = []
        if letters or Hue.NONE in self.fancies:
            ways.append({"colour": letters or LETTERS})
        if hues or self.intensities or Colour.FANCY in self.colours:
            fancy = {"fancy": hues} if hues else {"colour": (Colour.FANCY.value,)}
            if self.intensities and Intensity.NONE not in self.intensities and not hues:
                fancy = {}  # a letter has none
            ways.append(fancy | ({"intensity": self.intensities} if self.intensities else {}))
        return ways

    @property
    def closest_to(self) -> str:
        """The slug of the store that the order begins at; empty for other orders."""
        return self.sort.removeprefix(CLOSEST) if self.sort.startswith(CLOSEST) else ""

    @property
    def narrows(self) -> bool:
        """Whether anything but the order is asked for."""
        return any(name != "sort" for name in self.said)

    def without(self, *names: str) -> Self:
        """The same search with these facets, by their names in an address, open again."""
        fields = [field for name in names for field in fields_of(name)]
        plain_one = Facets()
        return replace(self, **{field: getattr(plain_one, field) for field in fields})


@lru_cache(maxsize=100)
def _said(facets: Facets) -> Mapping[str, str]:
    """A page asks for it three times."""
    parts: dict[str, str] = {}
    for name in NAMES:
        if name in CHOICES:
            if codes := facets.chosen(name):
                parts[name] = f"{name}={','.join(slugs(name, codes))}"
            continue
        ends = zip(("min", "max"), facets.bounds(name), strict=True)
        if said := [f"{name}_{end}={plain(one)}" for end, one in ends if one is not None]:
            parts[name] = "&".join(said)
    if facets.places:
        parts["place"] = f"place={quote_plus(','.join(facets.places), safe=',')}"
    if facets.sort != SORTS[0]:
        parts["sort"] = f"sort={quote_plus(facets.sort)}"
    return MappingProxyType(parts)


def fields_of(name: str) -> tuple[str, ...]:
    """The fields of `Facets` that a facet's name in an address stands for."""
    if name in RANGES:
        return f"{name}_min", f"{name}_max"
    return ("places",) if name == "place" else (CHOICES[name].field,)


def slugs(name: str, codes: Iterable[int]) -> list[str]:
    """Words of a facet of choices for addresses, best first: `very-good`, `VVS1`, `round`; a whole
    group is one word, `N-Z`."""
    found: list[str] = []
    left = list(codes)
    for word, group in GROUPS.get(name, {}).items():
        if set(group) <= set(left):
            left = [code for code in left if code not in group]
            found.append(word)
    return [*(_slug(name, code) for code in left), *found]


@cache
def _slug(name: str, code: int) -> str:
    choice = CHOICES[name]
    word = slugify(choice.kind(code).label)
    return word.upper() if choice.is_upper else word


def plain(value: Decimal | None) -> str:
    """`1.2` and `12000`: no trailing noughts, no exponent."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
