"""How many stones each choice would show, and how weights and prices are spread, for a search.

A facet is counted as if it were open and all others as they are, so that each number is what a
list with that choice alone would have. Letters and fancy colours are one choice and open together:
a letter's number is of that letter, a fancy colour's of it in the intensities asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..models.stone import Hue
from .asked import EVERY, Condition, Either, conditions_of, ways_of
from .bars import Split, split
from .columns import BARS, CODED, EDGES, SIZES, Along, Columns, UpToDate
from .facets import COLOURS, Facets

TABLED = 2  # facets at once that numbers are kept for


class Bar(NamedTuple):
    """`number` of the stones from `low` up to `high`; the outermost have what lies beyond too."""

    low: float
    high: float
    number: int


@dataclass(frozen=True, slots=True)
class Counts:
    """`by_choice[facet][code]`; `at_location` by location id; `stones` are all unsold ones, and
    `fancies` those of a fancy colour, whatever is asked.

    All exact. A code or location without any is missing or 0.
    """

    found: int
    stones: int
    fancies: int
    by_choice: dict[str, list[int]]
    at_location: dict[int, int]
    carats: tuple[Bar, ...]
    prices: tuple[Bar, ...]


def count(facets: Facets) -> int:
    """How many unsold stones fit, now; one query."""
    with UpToDate() as columns:
        return Tally(columns, conditions_of(facets)).found


def counts(facets: Facets) -> Counts:
    """As committed now; one query."""
    with UpToDate() as columns:
        return counted(columns, Tally(columns, conditions_of(facets)))


def counted(columns: Columns, tally: "Tally") -> Counts:
    at = zip(columns.places.tolist(), tally.of("place").tolist(), strict=True)
    hues = columns.cells_by([])[0, columns.cells.within["fancy"]]
    return Counts(
        found=tally.found,
        stones=int(hues.sum()),
        fancies=int(hues[Hue.NONE + 1 :].sum()),
        by_choice={name: tally.of(name).tolist() for name in SIZES},
        at_location={place: number for place, number in at if number},
        carats=_bars("carat", tally),
        prices=_bars("price", tally),
    )


class Tally:
    """The numbers of one search by every facet's codes."""

    def __init__(self, columns: Columns, conditions: list[Condition | Either]) -> None:
        self.columns, self.conditions = columns, conditions
        self.ways = ways_of(conditions)
        self._splits: dict[Condition, Split] = {}

    @property
    def found(self) -> int:
        """How many fit: each has one code of every facet."""
        return int(self._fitting[self.columns.cells.within["origin"]].sum())

    def of(self, name: str) -> np.ndarray:
        """By code of the facet, how many fit with this facet open."""
        if name in COLOURS:
            return self._by_colour[name]
        if any(one.name == name for one in self.conditions):
            opened = sum(self._count(way, [name], [name]) for way in self.ways)
            return opened[self.columns.cells.within[name]]
        return self.fitting(name)

    def fitting(self, name: str) -> np.ndarray:
        """By code of the facet, how many fit."""
        return self._fitting[self.columns.cells.within[name]]

    @cached_property
    def _fitting(self) -> np.ndarray:
        return sum(self._count(way, [], list(CODED)) for way in self.ways)

    @cached_property
    def _by_colour(self) -> dict[str, np.ndarray]:
        """By code of each facet of colours; only what is fancy has an intensity, said or not."""
        fancies = self.ways[-1]
        narrowed_by = {one.name for one in fancies}
        every = self._with_any(COLOURS, self.ways[0])
        strong = (
            self._with_any(("colour", "fancy"), fancies) if "intensity" in narrowed_by else every
        )
        hued = self._with_any(("intensity",), fancies) if "fancy" in narrowed_by else every
        colour, fancy = every["colour"].copy(), every["fancy"].copy()
        colour[0], fancy[1:] = strong["fancy"][1:].sum(), strong["fancy"][1:]
        intensity = hued["intensity"].copy()
        intensity[0] = hued["fancy"][1:].sum() - intensity[1:].sum()
        return {"colour": colour, "fancy": fancy, "intensity": intensity}

    def _with_any(self, opened: Sequence[str], way: list[Condition]) -> dict[str, np.ndarray]:
        """The facets of colours by code, of what fits this way but for the facets opened."""
        is_open = not any(one.name in opened for one in way)
        numbers = self._fitting if is_open else self._count(way, opened, COLOURS)
        return {name: numbers[self.columns.cells.within[name]] for name in COLOURS}

    def _count(
        self, way: list[Condition], opened: Sequence[str], wanted: Sequence[str]
    ) -> np.ndarray:
        """What fits this way but for the facets opened, by the codes of the wanted facets."""
        if len(way) <= TABLED and all(one.name in CODED for one in way):
            return self._by_cells(way, opened, wanted)
        left = [one for one in way if one.name not in opened]
        return self._numbers(fitting_rows(self.columns, left), wanted)

    def _by_cells(
        self, way: list[Condition], opened: Sequence[str], wanted: Sequence[str]
    ) -> np.ndarray:
        """From whole cells, and stone by stone only where a range cuts through a bar."""
        columns = self.columns
        chosen = {
            one.name: range(columns.cells.sizes[one.name])
            if one.name in opened
            else self._codes(one)
            for one in way
        }
        numbers = columns.cells.total(columns.cells_by(list(chosen)), chosen)
        for sign, rows in self._off_by([one for one in way if one.name not in opened]):
            numbers += sign * self._numbers(rows, wanted)
        return numbers

    def _codes(self, one: Condition) -> Sequence[int]:
        """The codes of the cells that are taken for it."""
        if one.is_range:
            return self._split(one).bars
        if one.name == "place":
            places = self.columns.places.tolist()
            return [spot for spot, pk in enumerate(places) if pk in one.codes]
        return one.codes

    def _off_by(self, conditions: list[Condition]) -> Iterator[tuple[int, np.ndarray]]:
        """The rows that whole bars lack, as 1, or have too many, as -1; each once."""
        ranges = [one for one in conditions if one.is_range]
        for number, one in enumerate(ranges):
            _bars, more, less = self._split(one)
            others = [
                Condition("bar", CODED[other.name], codes=tuple(self._split(other).bars))
                for other in ranges[:number]
            ] + [other for other in conditions if other not in ranges[: number + 1]]
            for sign, parts in ((1, more), (-1, less)):
                for span in parts:
                    yield sign, narrowed(self.columns, one.name, span, others)

    def _split(self, one: Condition) -> Split:
        if one not in self._splits:
            self._splits[one] = split(self.columns, one)
        return self._splits[one]

    def _numbers(self, rows: np.ndarray, wanted: list[str]) -> np.ndarray:
        """These rows by the codes of the wanted facets; 0 for the others."""
        cells = self.columns.cells
        if len(wanted) == len(CODED):
            told = self.columns.told.take(rows, axis=0)
            return np.bincount(told.ravel(), minlength=cells.width)
        numbers = np.zeros(cells.width, int)
        for name in wanted if len(rows) else ():
            codes = self.columns[CODED[name]].take(rows)
            numbers[cells.within[name]] = cells.numbers(name, codes)
        return numbers


def fitting_rows(columns: Columns, conditions: list[Condition | Either]) -> np.ndarray:
    """The rows of unsold stones that fit, in no order; from the narrowest range if there is one."""
    name, span = _narrowest(columns, conditions)
    if name:
        return narrowed(columns, name, span, conditions)
    return np.flatnonzero(all_fit(columns, conditions))


def looked_at(columns: Columns, conditions: list[Condition | Either]) -> int:
    """How many rows `fitting_rows` looks at."""
    _name, (begin, end) = _narrowest(columns, conditions)
    return end - begin


def narrowed(
    columns: Columns, name: str, span: tuple[int, int], conditions: list[Condition | Either]
) -> np.ndarray:
    """In the order by `name`, from where to before where: the rows that are unsold and fit.

    Of a range by the same name the span is part.
    """
    begin, end = span
    others = [one for one in conditions if one.column != name]
    fits = all_fit(Along(columns, name), others, slice(begin, end))
    return columns.orders[name].rows[begin:end][fits]


def all_fit(
    columns: Columns | Along, conditions: list[Condition | Either], rows: slice = EVERY
) -> np.ndarray:
    """Which of these rows, one after another, are unsold and fit."""
    fits = columns["is_unsold"][rows].astype(bool)
    for one in conditions:
        np.logical_and(fits, one.fits(columns, rows), out=fits)
    return fits


def _narrowest(
    columns: Columns, conditions: list[Condition | Either]
) -> tuple[str, tuple[int, int]]:
    """The narrowest range and where it lies in the order by its name; all rows without a range."""
    spans = [
        (one.name, columns.orders[one.name].span(one.least, one.most))
        for one in conditions
        if one.name in EDGES
    ]
    everything = 0, len(columns["item_id"])
    return min(spans, key=lambda span: span[1][1] - span[1][0], default=("", everything))


def _bars(name: str, tally: Tally) -> tuple[Bar, ...]:
    spans = pairwise(BARS[name])
    numbers = tally.of(name).tolist()
    return tuple(Bar(low, high, number) for (low, high), number in zip(spans, numbers, strict=True))
