"""A sentence about stones as facets: `1.5 ct ovl, D to F, VS or better, under 20k in Sydney`.

Words are known ones or, with a wrong letter or two, close to known ones: trigrams over a million
titles would take seconds, a vocabulary takes nothing. What isn't understood is said.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import get_close_matches

from ..models.stone import Clarity, Colour, Cut, Fluorescence, Hue, Intensity, Lab, Origin, Shape
from .facets import RANGES, Facets
from .places import StorePlace

LONGEST = 120
CLOSE = 0.75  # of 1: one wrong letter in a word of four
NUMBER = r"\$?\s?(\d{1,9}(?:\.\d{1,2})?)\s?(k)?"
CARAT = r"\s?(?:ct|cts|carat|carats|karat)\b"
UP_TO, FROM = (
    r"(?:under|below|up to|budget(?: of)?|at most|max|less than|<)",
    r"(?:over|above|from|at least|min|more than|>)",
)
TO = r"\s?(?:to|-|–|and)\s?"
WORSE = r"(?:\s?\+|\s(?:or|and) (?:better|up|above))"
GROUPS = {"VVS": (Clarity.VVS1, Clarity.VVS2), "VS": (Clarity.VS1, Clarity.VS2),
          "SI": (Clarity.SI1, Clarity.SI2)}  # fmt: skip
CLARITIES = {**{one.label: (one,) for one in Clarity if one != Clarity.NONE}, **GROUPS}
CUTS = {"excellent": Cut.EXCELLENT, "ideal": Cut.EXCELLENT, "very good": Cut.VERY_GOOD,
        "good": Cut.GOOD, "fair": Cut.FAIR}  # fmt: skip
SORT_WORDS = {"cheapest": "price", "largest": "-carat", "biggest": "-carat", "smallest": "carat",
              "dearest": "-price", "newest": "newest"}  # fmt: skip
SHAPES = {**{one.drawn_as: one for one in Shape}, "brilliant": Shape.ROUND,
          "trillion": Shape.TRILLIANT}  # fmt: skip
# `white` alone is what people call a stone without colour.
HUES = {one.label.lower(): one for one in Hue if one not in (Hue.NONE, Hue.WHITE)}
HUES["grey"] = Hue.GRAY
STRONG = {"intense": Intensity.FANCY_INTENSE, "vivid": Intensity.FANCY_VIVID,
          "deep": Intensity.FANCY_DEEP, "dark": Intensity.FANCY_DARK}  # fmt: skip
LABS = {one.label.lower(): one for one in Lab if one != Lab.OTHER}
# What people write around it, which asks for nothing.
_AROUND_IT = (
    "a an the in at of for with and or me show find looking want need please diamond diamonds"
    " stone stones cut colour color clarity grade graded certified certificate store shop near"
    " about around ct carat carats price by i my some any loose between shape shaped"
    " something dollar dollars aud"
)
FILLERS = frozenset(_AROUND_IT.split())
# What a pattern that ignores case takes for I, i, s and K, and `upper` doesn't.
ALIKE = str.maketrans("\u0130\u0131\u017f\u212a", "IisK")
AROUND = Decimal("0.05"), Decimal("0.09")  # ct below and above a weight that is named alone
LIGHT = 30  # less is no price of ours: it is a weight, said or not


@dataclass(frozen=True, slots=True)
class Understood:
    """`unknown` are the words that said nothing to us, as they were written.

    `up_to_nothing`: a price or a weight below 0 was asked for, which is left out.
    """

    facets: Facets = field(default_factory=Facets)
    unknown: list[str] = field(default_factory=list)
    up_to_nothing: bool = False


def understand(text: str, places: dict[str, StorePlace]) -> Understood:
    """Never raises; what is asked twice is asked the last way."""
    reader = Reader(text)
    facets = Facets()
    for read in (_ranges, _origins, _fluorescence, _finish, _clarities, _fancies, _colours):
        facets = read(reader, facets)
    return replace(_words(reader, facets, places), up_to_nothing=reader.up_to_nothing)


class Reader:
    """The part of a sentence that nobody has understood yet."""

    def __init__(self, text: str) -> None:
        kept = "".join(letter if letter.isprintable() else " " for letter in text[:LONGEST])
        whole = re.sub(r"(?<=\d),(?=\d{3})", "", kept.translate(ALIKE))  # 8,000
        self.left = f" {whole} "
        self.up_to_nothing = False

    def take(self, pattern: str, flags: int = re.IGNORECASE) -> re.Match | None:
        found = re.search(pattern, self.left, flags)
        if found:
            self.left = f"{self.left[: found.start()]} {self.left[found.end() :]}"
        return found


def _ranges(reader: Reader, facets: Facets) -> Facets:
    for name, unit in (("carat", CARAT), ("price", "")):
        if found := reader.take(rf"(?<![\w.]){NUMBER}(?:{CARAT})?{TO}{NUMBER}{unit}(?![\w.])"):
            ends = _value(found[1], found[2] or found[4]), _value(found[3], found[4])
            facets = _bounded(facets, name, min(ends), max(ends))
        if found := reader.take(rf"{UP_TO}\s?{NUMBER}{unit}(?![\w.])"):
            high = _value(found[1], found[2])
            reader.up_to_nothing |= not high
            facets = _bounded(facets, name, None, high)
        if found := reader.take(rf"{FROM}\s?{NUMBER}{unit}(?![\w.])"):
            facets = _bounded(facets, name, _value(found[1], found[2]), None)
        if name == "carat":
            facets = _weight_alone(reader, facets, rf"(?<![\w.]){NUMBER}{unit}(?![\w.])")
    return _weight_alone(reader, facets, r"(?<![\w.$])(\d{1,2}\.\d{1,2})()(?![\w.%])")


def _weight_alone(reader: Reader, facets: Facets, pattern: str) -> Facets:
    """A weight without a bound is meant about."""
    found = reader.take(pattern)
    if not found:
        return facets
    weight = _value(found[1], found[2])
    return _bounded(facets, "carat", max(weight - AROUND[0], Decimal(0)), weight + AROUND[1])


def _bounded(facets: Facets, name: str, low: Decimal | None, high: Decimal | None) -> Facets:
    if max(low or 0, high or 0) < LIGHT:
        name = "carat"
    limit = RANGES[name].limit
    ends = {f"{name}_min": low, f"{name}_max": high}
    return replace(
        facets, **{end: value for end, value in ends.items() if value and value <= limit}
    )


def _value(digits: str, thousands: str | None) -> Decimal:
    return Decimal(digits) * (1000 if thousands else 1)


def _origins(reader: Reader, facets: Facets) -> Facets:
    if reader.take(r"\blab[- ]?(?:grown|created|made)\b"):
        return replace(facets, origins=(Origin.LAB_GROWN.value,))
    if reader.take(r"\b(?:natural|mined|earth[- ]mined)\b"):
        return replace(facets, origins=(Origin.NATURAL.value,))
    return facets


def _fluorescence(reader: Reader, facets: Facets) -> Facets:
    grades = "|".join(one.label.lower() for one in reversed(Fluorescence))
    found = reader.take(rf"\b(no|without|{grades}) fluor\w*")
    if not found:
        return facets
    by_word = {one.label.lower(): one.value for one in Fluorescence}
    return replace(facets, fluorescences=(by_word.get(found[1].lower(), Fluorescence.NONE.value),))


def _finish(reader: Reader, facets: Facets) -> Facets:
    """`excellent polish`, `very good or better cut`, `triple excellent`, `ideal`."""
    if reader.take(r"\b(?:triple (?:excellent|ex|x)|3ex|xxx)\b"):
        best = (Cut.EXCELLENT.value,)
        return replace(facets, cuts=best, polishes=best, symmetries=best)
    grades = "|".join(CUTS)
    fields = {"polish": "polishes", "symmetry": "symmetries", "cut": "cuts", "": "cuts"}
    while found := reader.take(rf"\b({grades})({WORSE})?\s?(polish|symmetry|cut)?\b"):
        worst = CUTS[found[1].lower()]
        wanted = range(Cut.EXCELLENT, worst + 1) if found[2] else (worst,)
        name = fields[(found[3] or "").lower()]
        known = set(getattr(facets, name)) | {int(code) for code in wanted}
        facets = replace(facets, **{name: tuple(sorted(known))})
    return facets


def _clarities(reader: Reader, facets: Facets) -> Facets:
    names = "|".join(sorted(CLARITIES, key=len, reverse=True))
    while found := reader.take(rf"\b({names})(?:({WORSE})|{TO}({names}))?(?!\w)"):
        first = CLARITIES[found[1].upper()]
        last = CLARITIES[found[3].upper()] if found[3] else first
        low, high = min(*first, *last), max(*first, *last)
        codes = range(Clarity.FL if found[2] else low, high + 1)
        known = set(facets.clarities) | {int(code) for code in codes}
        facets = replace(facets, clarities=tuple(sorted(known)))
    return facets


def _fancies(reader: Reader, facets: Facets) -> Facets:
    """`fancy vivid`, `intense`, `fancy light`; `fancy white`; fancy alone is any fancy colour."""
    strengths: set[int] = set()
    while found := reader.take(rf"\b(?:fancy )?({'|'.join(STRONG)})\b"):
        strengths.add(STRONG[found[1].lower()].value)
    if reader.take(r"\bfancy light\b"):
        strengths.add(Intensity.FANCY_LIGHT.value)
    if reader.take(r"\bfancy white\b"):
        facets = replace(facets, fancies=(Hue.WHITE.value,))
    if reader.take(r"\bfancy\b") or strengths:
        facets = replace(facets, colours=(Colour.FANCY.value,))
    return replace(facets, intensities=tuple(sorted(strengths)))


def _colours(reader: Reader, facets: Facets) -> Facets:
    """Capitals, or small letters in a span or beside the word; `a` and `I` alone are no grades."""
    spans = (
        (rf"(?<!\w)([D-Z]){TO}([D-Z])(?!\w)", re.IGNORECASE),
        (rf"(?<!\w)([D-Z])({WORSE})", re.IGNORECASE),
        (r"(?<!\w)([D-Z]) colou?r\b", re.IGNORECASE),
        (r"(?<!\w)([D-HJ-Z])(?![\w'’])", 0),
    )
    for pattern, flags in spans:
        while found := reader.take(pattern, flags):
            first = Colour[found[1].upper()]
            second = found[2].upper() if len(found.groups()) > 1 else found[1].upper()
            last = Colour[second] if second in Colour.__members__ else first
            low, high = sorted((first, last))
            codes = range(Colour.D if second not in Colour.__members__ else low, high + 1)
            known = set(facets.colours) | {int(code) for code in codes}
            facets = replace(facets, colours=tuple(sorted(known)))
    return facets


def _words(reader: Reader, facets: Facets, places: dict[str, StorePlace]) -> Understood:
    stores = {name.lower(): slug for slug, one in places.items() for name in (slug, one.city)}
    vocabulary = [*SHAPES, *HUES, *LABS, *SORT_WORDS, *stores]
    shapes, labs, shops, unknown = set(facets.shapes), set(), set(), []
    hues, before = set(facets.fancies), ""
    for word in re.findall(r"[^\W_][\w.'’-]*", reader.left):
        known = _closest(word.lower().removesuffix("s"), vocabulary) or _closest(
            word.lower(), vocabulary
        )
        if word.lower() in FILLERS:
            continue
        if known in SHAPES:
            if (before, known) != ("tapered", "baguette"):
                shapes.add(SHAPES[known].value)
        elif known in HUES:
            hues.add(HUES[known].value)
        elif known in LABS:
            labs.add(LABS[known].value)
        elif known in SORT_WORDS:
            facets = replace(facets, sort=SORT_WORDS[known])
        elif known in stores:
            shops.add(stores[known])
        else:
            unknown.append(word)
        before = known
    if hues:  # a main colour says that it is fancy
        facets = replace(facets, colours=tuple(one for one in facets.colours if one))
    return Understood(
        replace(
            facets,
            fancies=tuple(sorted(hues)),
            shapes=tuple(sorted(shapes)),
            labs=tuple(sorted(labs)),
            places=tuple(slug for slug in places if slug in shops),
        ),
        unknown,
    )


def _closest(word: str, vocabulary: Iterable[str]) -> str:
    if word in vocabulary:
        return word
    if len(word) < 3:
        return ""
    found = get_close_matches(word, vocabulary, 1, CLOSE)
    return found[0] if found else ""
