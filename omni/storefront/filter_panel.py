"""The filters as the page shows them, each from a mould: choices, what is on, counts and bars."""

from functools import cache, lru_cache
from itertools import chain
from math import log

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from inventory import drawing
from inventory.models.stone import Clarity, Colour, Cut, Fluorescence, Lab, Origin, Shape
from inventory.selectors.facet_counts import Bar, Counts
from inventory.selectors.facets import CLOSEST, RANGES, RARE, SORTS, Facets, plain, slugs
from inventory.selectors.places import StorePlace
from inventory.selectors.search import COUNT_CAP
from omni.lib.moulds import filled
from omni.lib.translated import gettext as _
from omni.lib.translated import language

BEFORE, AFTER = ("shape", "carat", "colour", "clarity", "cut", "price"), RARE
SHOWN = {
    "shape": list(Shape),
    "colour": [Colour(code) for code in range(Colour.D, Colour.K + 1)],
    "clarity": [Clarity(code) for code in range(Clarity.IF, Clarity.I1 + 1)],
    "cut": [Cut.FAIR, Cut.GOOD, Cut.VERY_GOOD, Cut.EXCELLENT],
    "polish": [Cut.GOOD, Cut.VERY_GOOD, Cut.EXCELLENT],
    "symmetry": [Cut.GOOD, Cut.VERY_GOOD, Cut.EXCELLENT],
    "fluorescence": list(Fluorescence),
    "lab": list(Lab),
    "origin": list(Origin),
}
LOOKS = {"shape": "shapes", "fluorescence": "ticks", "lab": "ticks", "origin": "ticks"}
# What the ranges that few ask for run between, where stones are.
SPANS = {"table": (45.0, 80.0), "depth": (40.0, 80.0), "ratio": (1.0, 3.0)}
BARS_WIDE, BARS_HIGH = 240, 44
NUMBER = "number-of-stones"  # as it stands in facet-choice.html


def panel(
    facets: Facets, places: dict[str, StorePlace], found: Counts, words: dict[str, str]
) -> dict:
    """What the form is filled with; `words` say what each filter is set to, by its name."""
    made = {
        name: _range(name, facets, found, words[name])
        if name in RANGES
        else _choices(name, facets, found, words[name])
        for name in (*BEFORE, *AFTER)
    }
    return {
        "facets": [made[name] for name in BEFORE],
        "places": _places(facets, places, found),
        "rare": [made[name] for name in AFTER],
        "rare_is_on": any(words[name] for name in AFTER),
    }


def numbers(places: dict[str, StorePlace], found: Counts) -> dict:
    """The counts and bars alone, for a script that renews them: `{"shape:round": "1,234"}`."""
    told = {
        f"{name}:{slug}": _short(_number(found.by_choice[name], grade))
        for name, shown in SHOWN.items()
        for grade, slug in zip(shown, _slugs(name), strict=True)
    }
    told |= {f"place:{slug}": _short(_at(place, found)) for slug, place in places.items()}
    bars = {"carat": _heights(found.carats), "price": _heights(found.prices)}
    return {"counts": told, "bars": bars}


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


def _choices(name: str, facets: Facets, found: Counts, summary: str) -> SafeString:
    wanted, of = facets.chosen(name), found.by_choice[name]
    boxes = _boxes(name, language())
    choices = [
        boxes[slug, grade in wanted] % (number := _short(_number(of, grade)), number)
        for grade, slug in zip(SHOWN[name], _slugs(name), strict=True)
    ]
    return _facet(name, summary, choices)


def _places(facets: Facets, places: dict[str, StorePlace], found: Counts) -> SafeString:
    choices = [
        _box("place", slug, place.name, slug in facets.places) % (number, number)
        for slug, place in places.items()
        for number in [_short(_at(place, found))]
    ]
    return _facet("place", "", choices)


def _facet(name: str, summary: str, choices: list[str]) -> SafeString:
    shape = {"name": name, "legend": _legend(name, language()), "look": LOOKS.get(name, "scale")}
    words = {"summary": summary, "choices": mark_safe("".join(choices))}
    return filled("storefront/parts/facet.html", words, shape)


@cache
def _boxes(name: str, language: str) -> dict[tuple[str, bool], str]:
    """By the choice's slug and whether it is on, as `_box` says."""
    return {
        (slug, on): _box(name, slug, _label(name, grade), on)
        for grade, slug in zip(SHOWN[name], _slugs(name), strict=True)
        for on in (False, True)
    }


@lru_cache(maxsize=200)
def _box(name: str, slug: str, label: str, on: bool) -> str:
    """A choice as a %-format of its number, once for machines and once for people."""
    shape = {"ticked": LOOKS.get(name) == "ticks", "on": on, "name": name, "value": slug}
    icon = mark_safe(drawing.outline(slug)) if name == "shape" else ""  # our own drawing
    box = filled("storefront/parts/facet-choice.html", {"label": label, "icon": icon}, shape)
    return box.replace("%", "%%").replace(NUMBER, "%s")


def _range(name: str, facets: Facets, found: Counts, summary: str) -> SafeString:
    low, high = facets.bounds(name)
    words: dict = {"summary": summary, "low": plain(low), "high": plain(high)}
    bars = {"carat": found.carats, "price": found.prices}.get(name)
    least, most = (bars[0].low, bars[-1].high) if bars else SPANS[name]
    if bars:
        words["bars"] = _bars(bars)
    step = "1" if name == "price" else plain(RANGES[name].step)
    shape = {
        "name": name, "legend": _legend(name, language()), "sign": "$" if name == "price" else "",
        "least": f"{least:g}", "most": f"{most:g}", "step": step,
    }  # fmt: skip
    return filled("storefront/parts/facet-range.html", words, shape)


def _short(number: int) -> str:
    """As `count_word`, where there is little room."""
    return f"{number:,}" if number <= COUNT_CAP else f"{COUNT_CAP // 1000}k+"


def _number(of: list[int], code: int) -> int:
    return of[code] if code < len(of) else 0


def _at(place: StorePlace, found: Counts) -> int:
    return sum(found.at_location.get(pk, 0) for pk in place.locations)


def _heights(bars: tuple[Bar, ...]) -> list[str]:
    """Of the whole height, by their root so that a few rare stones still show."""
    tallest = max(bar.number for bar in bars) or 1
    return [
        f"{max(BARS_HIGH * (bar.number / tallest) ** 0.5, 1 if bar.number else 0):.1f}"
        for bar in bars
    ]


def _bars(bars: tuple[Bar, ...]) -> SafeString:
    """Numbers only, so the markup is safe."""
    frame = _frame(tuple((bar.low, bar.high) for bar in bars))
    tops = [(f"{BARS_HIGH - float(height):.1f}", height) for height in _heights(bars)]
    return mark_safe(frame % tuple(chain.from_iterable(tops)))


@cache
def _frame(bounds: tuple[tuple[float, float], ...]) -> str:
    """Where the bars stand, in the logarithmic scale of the slider's thumbs; a %-format of where
    each begins and how tall it is."""
    least, most = bounds[0][0], bounds[-1][1]

    def at(value: float) -> float:
        return BARS_WIDE * log(value / least) / log(most / least)

    return "".join(
        f'<rect x="{at(low):.1f}" y="%s" width="{max(at(high) - at(low) - 1, 1):.1f}" height="%s"'
        f' data-from="{low:g}" data-to="{high:g}"/>'
        for low, high in bounds
    )


@cache
def _slugs(name: str) -> list[str]:
    return slugs(name, SHOWN[name])


def _label(name: str, grade) -> str:
    return grade.label if name == "shape" else pgettext("grade", grade.label)


@cache
def _legend(name: str, language: str) -> str:
    return {
        "shape": _("Shape"), "carat": _("Carat"), "colour": _("Colour"), "clarity": _("Clarity"),
        "cut": _("Cut"), "price": _("Price"), "place": _("See it in person"),
        "polish": _("Polish"), "symmetry": _("Symmetry"), "fluorescence": _("Fluorescence"),
        "lab": _("Laboratory"), "origin": _("Origin"), "table": _("Table, %"),
        "depth": _("Depth, %"), "ratio": _("Length to width"),
    }[name]  # fmt: skip
