"""The filters as the page shows them: choices with what is on, bars, bounds and counts."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from math import log

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from inventory import drawing
from inventory.models.stone import Clarity, Colour, Cut, Fluorescence, Lab, Origin, Shape
from inventory.selectors.facets import CLOSEST, RANGES, RARE, SORTS, Facets, plain, slugs
from inventory.selectors.places import StorePlace
from inventory.selectors.stock_picture import Bar, StockPicture

COLOURS = [Colour(code) for code in range(Colour.D, Colour.K + 1)]
CLARITIES = [Clarity(code) for code in range(Clarity.IF, Clarity.I1 + 1)]
CUTS = [Cut.FAIR, Cut.GOOD, Cut.VERY_GOOD, Cut.EXCELLENT]
FINISHES = [Cut.GOOD, Cut.VERY_GOOD, Cut.EXCELLENT]
# What the ranges that few ask for run between, where stones are.
SPANS = {"table": (45.0, 80.0), "depth": (40.0, 80.0), "ratio": (1.0, 3.0)}
BARS_WIDE, BARS_HIGH = 240, 44
PLAIN = SafeString()


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    on: bool
    number: int = 0
    icon: SafeString = PLAIN


@dataclass(frozen=True, slots=True)
class Range:
    name: str
    low: str
    high: str
    least: float
    most: float
    step: str
    bars: SafeString = PLAIN


@dataclass(frozen=True, slots=True)
class Rare:
    """A facet that few ask for: choices that are `ticked` or form a scale, or a range."""

    name: str
    label: str
    choices: list[Choice] = field(default_factory=list)
    ticked: bool = False
    range: Range | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    shapes: list[Choice]
    carat: Range
    colours: list[Choice]
    clarities: list[Choice]
    cuts: list[Choice]
    price: Range
    places: list[Choice]
    rare: list[Rare]

    @property
    def rare_is_on(self) -> bool:
        return any(choice.on for facet in self.rare for choice in facet.choices) or any(
            facet.range.low or facet.range.high for facet in self.rare if facet.range
        )


def panel(
    facets: Facets, places: dict[str, StorePlace], picture: StockPicture, words: dict[str, str]
) -> Panel:
    """`words` say what each filter is set to, by its name."""
    return Panel(
        shapes=[
            Choice(slug, shape.label, shape in facets.shapes, icon=_icon(slug))
            for shape in Shape
            for slug in slugs("shape", [shape])
        ],
        carat=_range("carat", facets.carat_min, facets.carat_max, "0.01", picture.carats),
        colours=_grades("colour", COLOURS, facets.colours),
        clarities=_grades("clarity", CLARITIES, facets.clarities),
        cuts=_grades("cut", CUTS, facets.cuts),
        price=_range("price", facets.price_min, facets.price_max, "1", picture.prices),
        places=[
            Choice(
                place.slug,
                place.name,
                place.slug in facets.places,
                sum(picture.at_location.get(pk, 0) for pk in place.locations),
            )
            for place in places.values()
        ],
        rare=_rare(facets, words),
    )


def _rare(facets: Facets, words: dict[str, str]) -> list[Rare]:
    labels = {
        "polish": _("Polish"), "symmetry": _("Symmetry"), "fluorescence": _("Fluorescence"),
        "lab": _("Laboratory"), "origin": _("Origin"), "table": _("Table, %"),
        "depth": _("Depth, %"), "ratio": _("Length to width"),
    }  # fmt: skip
    shown = {
        "polish": FINISHES, "symmetry": FINISHES, "fluorescence": list(Fluorescence),
        "lab": list(Lab), "origin": list(Origin),
    }  # fmt: skip
    return [
        Rare(
            name,
            labels[name],
            _grades(name, shown[name], facets.chosen(name)) if name in shown else [],
            ticked=name in ("fluorescence", "lab", "origin"),
            range=_plain_range(name, facets) if name in SPANS else None,
            summary=words[name],
        )
        for name in RARE
    ]


def _plain_range(name: str, facets: Facets) -> Range:
    low, high = facets.bounds(name)
    return Range(name, plain(low), plain(high), *SPANS[name], plain(RANGES[name].step))


def sorts(facets: Facets, places: dict[str, StorePlace]) -> list[Choice]:
    labels = {
        "newest": _("Newest first"),
        "price": _("Price, low to high"),
        "-price": _("Price, high to low"),
        "carat": _("Carat, small to large"),
        "-carat": _("Carat, large to small"),
    }
    closest = {
        f"{CLOSEST}{slug}": _("Closest to %(city)s") % {"city": place.city}
        for slug, place in places.items()
    }
    return [
        Choice(name, label, name == facets.sort)
        for name, label in ({name: labels[name] for name in SORTS} | closest).items()
    ]


def _grades(name: str, shown: list, wanted: tuple[int, ...]) -> list[Choice]:
    return [
        Choice(slug, pgettext("grade", grade.label), grade in wanted)
        for grade in shown
        for slug in slugs(name, [grade])
    ]


def _range(
    name: str, low: Decimal | None, high: Decimal | None, step: str, bars: tuple[Bar, ...]
) -> Range:
    least, most = bars[0].low, bars[-1].high
    return Range(name, plain(low), plain(high), least, most, step, _rects(bars, least, most))


@lru_cache(maxsize=16)
def _rects(bars: tuple[Bar, ...], least: float, most: float) -> SafeString:
    """Bars in the logarithmic scale of the slider's thumbs; heights by their root, so that a few
    rare stones still show. Kept, as they change once a minute at most."""

    def at(value: float) -> float:
        return BARS_WIDE * log(value / least) / log(most / least)

    def rect(bar: Bar) -> tuple:
        height = max(BARS_HIGH * bar.share**0.5, 1 if bar.share else 0)
        width = max(at(bar.high) - at(bar.low) - 1, 1)
        shape = (at(bar.low), BARS_HIGH - height, width, height)
        return (*(f"{value:.1f}" for value in shape), f"{bar.low:g}", f"{bar.high:g}")

    return format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" data-from="{}" data-to="{}"/>',
        (rect(bar) for bar in bars),
    )


@cache
def _icon(shape: str) -> SafeString:
    """Our own drawing, so its markup is safe."""
    return mark_safe(drawing.outline(shape))
