"""The filters as the page shows them, each from a mould: choices, what is on, counts and bars.

Each filter is HTML in UTF-8, as it is sent.
"""

from functools import cache, lru_cache
from html import escape
from math import log, sqrt

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from inventory.models.stone import (
    Clarity,
    Colour,
    Cut,
    Fluorescence,
    Hue,
    Intensity,
    Lab,
    Origin,
    Shape,
)
from inventory.selectors.facet_counts import Bar, Counts
from inventory.selectors.facets import (
    CHOICES,
    GROUPS,
    RANGES,
    RARE,
    Facets,
    plain,
    slugs,
)
from inventory.selectors.places import StorePlace
from inventory.selectors.search import COUNT_CAP
from omni.lib.moulds import filled, frame
from omni.lib.translated import gettext as _
from omni.lib.translated import language

BEFORE, AFTER = ("shape", "carat", "colour", "fancy", "clarity", "cut", "price"), RARE
FOR_FANCIES = ("fancy", "intensity")
SHOWN = {
    "shape": list(Shape),
    "colour": [*(Colour(code) for code in range(Colour.D, Colour.M + 1)), GROUPS["colour"]["N-Z"]],
    "fancy": [hue for hue in Hue if hue],
    "intensity": [one for one in Intensity if one],
    "clarity": [Clarity(code) for code in range(Clarity.IF, Clarity.I1 + 1)],
    "cut": [Cut.FAIR, Cut.GOOD, Cut.VERY_GOOD, Cut.EXCELLENT],
    "polish": [Cut.GOOD, Cut.VERY_GOOD, Cut.EXCELLENT],
    "symmetry": [Cut.GOOD, Cut.VERY_GOOD, Cut.EXCELLENT],
    "fluorescence": list(Fluorescence),
    "lab": list(Lab),
    "origin": list(Origin),
}
LOOKS = {
    "shape": "shapes",
    "fancy": "hues",
    "intensity": "ticks",
    "fluorescence": "ticks",
    "lab": "ticks",
    "origin": "ticks",
}
# What the ranges that few ask for run between, where stones are.
SPANS = {"table": (45.0, 80.0), "depth": (40.0, 80.0), "ratio": (1.0, 3.0)}
BARS_WIDE, BARS_HIGH = 240, 44
# What stands for them in a template: a number, and all that facet-choice.html says of one.
NUMBER, SUMMARY = "number-of-stones", "what-it-is-set-to"
TOLD = f'data-n="{NUMBER}">{NUMBER}'


def panel(
    facets: Facets, places: dict[str, StorePlace], found: Counts, words: dict[str, str]
) -> dict:
    """What the form is filled with; `words` say what each filter is set to, by its name."""
    made = {
        name: _range(name, facets, found, words[name])
        if name in RANGES
        else _choices(name, facets, found, words[name])
        for name in offered(facets, found)
    }
    return {
        "facets": [made[name] for name in BEFORE if name in made],
        "places": _places(facets, places, found),
        "rare": [made[name] for name in AFTER if name in made],
        "rare_is_on": any(words[name] for name in AFTER),
    }


def offered(facets: Facets, found: Counts) -> list[str]:
    """The filters that the form has; for fancy colours only where there are some, or one is set."""
    has_fancies = found.fancies or any(facets.chosen(name) for name in FOR_FANCIES)
    return [name for name in (*BEFORE, *AFTER) if has_fancies or name not in FOR_FANCIES]


def numbers(facets: Facets, places: dict[str, StorePlace], found: Counts) -> dict:
    """The counts and bars alone, for a script that renews them: `{"shape:round": "1,234"}`."""
    shown_now = offered(facets, found)
    told = {
        f"{name}:{slug}": _short(_number(found.by_choice[name], grade))
        for name, shown in SHOWN.items()
        if name in shown_now
        for grade, slug in zip(shown, _slugs(name), strict=True)
    }
    told |= {f"place:{slug}": _short(_at(place, found)) for slug, place in places.items()}
    bars = {"carat": _heights(found.carats), "price": _heights(found.prices)}
    return {"counts": told, "bars": bars}


def _choices(name: str, facets: Facets, found: Counts, summary: str) -> bytes:
    of = found.by_choice[name]
    numbers = [_number(of, grade) for grade in SHOWN[name]]
    return _facet(name, _options_of(name, language()), facets.chosen(name), summary, numbers)


def _places(facets: Facets, places: dict[str, StorePlace], found: Counts) -> bytes:
    options = tuple((slug, slug, place.name) for slug, place in places.items())
    numbers = [_at(place, found) for place in places.values()]
    return _facet("place", options, facets.places, "", numbers)


def _facet(
    name: str, options: tuple[tuple, ...], chosen: tuple, summary: str, numbers: list[int]
) -> bytes:
    """`options` are each a value, its word in an address, and its label."""
    html = _with_choices(name, options, chosen, language())
    return html % (escape(summary).encode(), *map(_told, numbers))


@cache
def _options_of(name: str, language: str) -> tuple[tuple, ...]:
    slugged = zip(SHOWN[name], _slugs(name), strict=True)
    return tuple((grade, slug, _label(name, grade)) for grade, slug in slugged)


@lru_cache(maxsize=500)
def _with_choices(name: str, options: tuple[tuple, ...], chosen: tuple, language: str) -> bytes:
    """A facet as a %-format of its summary, and of what is told of each number."""
    look = LOOKS.get(name, "scale")
    boxes = [_box(name, option, _is_on(option[0], chosen)) for option in options]
    facet = frame(
        "storefront/parts/facet.html", "summary", "choices",
        name=name, legend=_legend(name, language), look=look,
    )  # fmt: skip
    return _format(facet(SUMMARY, "".join(boxes)), SUMMARY, TOLD)


def _is_on(value: int | str | tuple[int, ...], chosen: tuple) -> bool:
    return set(value) <= set(chosen) if isinstance(value, tuple) else value in chosen


def _box(name: str, option: tuple, on: bool) -> str:
    value, slug, label = option
    shape = {"ticked": LOOKS.get(name) == "ticks", "on": on, "name": name, "value": slug}
    icon = _icon(name, value, slug)
    return filled("storefront/parts/facet-choice.html", {"label": label, "icon": icon}, shape)


def _icon(name: str, value: int | str | tuple, slug: str) -> SafeString | str:
    """Our own drawing, or a spot of the colour."""
    if name == "fancy":
        return format_html('<i class="hue hue-{}"></i>', slug)
    if name == "shape":
        href = f"{static('img/cuts.svg')}#cut-{Shape(value).drawn_as}"
        return format_html('<svg aria-hidden="true"><use href="{}"></use></svg>', href)
    return ""


def _range(name: str, facets: Facets, found: Counts, summary: str) -> bytes:
    low, high = facets.bounds(name)
    bars = {"carat": found.carats, "price": found.prices}.get(name, ())
    html = _with_ends(name, tuple([(bar.low, bar.high) for bar in bars]), language())
    ends = plain(low).encode(), plain(high).encode()
    return html % (escape(summary).encode(), *_tops(bars), *ends)


@cache
def _with_ends(name: str, bounds: tuple[tuple[float, float], ...], language: str) -> bytes:
    """A range as a %-format of its summary, where each bar begins and how tall it is, low, high."""
    least, most = (bounds[0][0], bounds[-1][1]) if bounds else SPANS[name]
    facet = frame(
        "storefront/parts/facet-range.html",
        "summary", *(["bars"] if bounds else []), "low", "high",
        name=name, legend=_legend(name, language), sign="$" if name == "price" else "",
        least=f"{least:g}", most=f"{most:g}",
        step="1" if name == "price" else plain(RANGES[name].step),
    )  # fmt: skip
    bars = [_frame(bounds).replace("%s", NUMBER)] if bounds else []
    return _format(facet(NUMBER, *bars, NUMBER, NUMBER), NUMBER)


def _format(html: str, *gaps: str) -> bytes:
    """A %-format in UTF-8 with a place wherever one of the stand-ins is."""
    text = html.replace("%", "%%")
    for gap in gaps:
        text = text.replace(gap, "%s")
    return text.encode()


def _short(number: int) -> str:
    """As `count_word`, where there is little room."""
    return f"{number:,}" if number <= COUNT_CAP else f"{COUNT_CAP // 1000}k+"


@lru_cache(maxsize=2000)
def _told(number: int) -> bytes:
    return TOLD.replace(NUMBER, _short(number)).encode()


def _number(of: list[int], code: int | tuple[int, ...]) -> int:
    """Of one choice, or of all in a group."""
    if isinstance(code, tuple):
        return sum(_number(of, one) for one in code)
    return of[code] if code < len(of) else 0


def _at(place: StorePlace, found: Counts) -> int:
    return sum(found.at_location.get(pk, 0) for pk in place.locations)


def drawn_bars(bars: tuple[Bar, ...]) -> SafeString:
    """For a range of another list; a script renews them by `bar_heights`."""
    frame_of_them = _frame(tuple([(bar.low, bar.high) for bar in bars])).encode()
    return SafeString((frame_of_them % tuple(_tops(bars))).decode())


def bar_heights(bars: tuple[Bar, ...]) -> list[str]:
    return _heights(bars)


def _heights(bars: tuple[Bar, ...]) -> list[str]:
    """Of the whole height, by their root so that a few rare stones still show."""
    scale = BARS_HIGH / sqrt(max(bar.number for bar in bars) or 1)
    numbers = [bar.number for bar in bars]
    return [_height(round(10 * max(scale * sqrt(n), 1 if n else 0))) for n in numbers]


@cache
def _height(tenths: int) -> str:
    return f"{tenths / 10:.1f}"


def _tops(bars: tuple[Bar, ...]) -> list[bytes]:
    """Of each bar where its top is and how tall it is."""
    if not bars:
        return []
    return [text for height in _heights(bars) for text in _top(height)]


@cache
def _top(height: str) -> tuple[bytes, bytes]:
    return f"{BARS_HIGH - float(height):.1f}".encode(), height.encode()


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
    return [
        slug
        for grade in SHOWN[name]
        for slug in slugs(name, grade if isinstance(grade, tuple) else [grade])
    ]


def _label(name: str, grade) -> str:
    if isinstance(grade, tuple):
        kind = CHOICES[name].kind
        return f"{kind(grade[0]).label}–{kind(grade[-1]).label}"
    return grade.label if name in ("shape", "fancy") else pgettext("grade", grade.label)


@cache
def _legend(name: str, language: str) -> str:
    return {
        "shape": _("Shape"), "carat": _("Carat"), "colour": _("Colour"), "clarity": _("Clarity"),
        "cut": _("Cut"), "price": _("Price"), "place": _("See it in person"),
        "fancy": _("Fancy colour"), "intensity": _("Intensity"),
        "polish": _("Polish"), "symmetry": _("Symmetry"), "fluorescence": _("Fluorescence"),
        "lab": _("Laboratory"), "origin": _("Origin"), "table": _("Table, %"),
        "depth": _("Depth, %"), "ratio": _("Length to width"),
    }[name]  # fmt: skip
