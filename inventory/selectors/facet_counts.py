"""How many stones each choice would show, and how weights and prices are spread, for a search.

A facet is counted as if it were open and all others as they are, so that each number is what a
list with that choice alone would have.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from .columns import Columns, UpToDate
from .facets import CHOICES, RANGES, Facets
from .listed import locations

# Bounds of the bars, in ct and in whole currency units: narrow where most stones are.
BARS = {
    "carat": (
        0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 5.5,
    ),
    "price": (
        300, 400, 500, 650, 800, 1000, 1300, 1600, 2000, 2500, 3200, 4000, 5000, 6500, 8000, 10000,
        13000, 16000, 20000, 50000,
    ),
}  # fmt: skip
CODES = {name: max(choice.kind) + 1 for name, choice in CHOICES.items()}


@dataclass(frozen=True, slots=True)
class Bar:
    """`number` of the stones from `low` up to `high`; the outermost have what lies beyond too."""

    low: float
    high: float
    number: int


@dataclass(frozen=True, slots=True)
class Counts:
    """`by_choice[facet][code]`; `at_location` by location id; `stones` unsold, whatever is asked.

    All exact. A code or location without any is missing or 0.
    """

    found: int
    stones: int
    by_choice: dict[str, list[int]]
    at_location: dict[int, int]
    carats: tuple[Bar, ...]
    prices: tuple[Bar, ...]


def count(facets: Facets) -> int:
    """How many unsold stones fit, now; one query."""
    with UpToDate() as columns:
        return int(Marked(columns, facets).all.sum())


def counts(facets: Facets) -> Counts:
    """As committed now; one query."""
    with UpToDate() as columns:
        marked = Marked(columns, facets)
        return Counts(
            found=int(marked.all.sum()),
            stones=int(columns["is_unsold"].sum()),
            by_choice={
                name: np.bincount(marked.of(name, name), minlength=size).tolist()
                for name, size in CODES.items()
            },
            at_location={
                place: number
                for place, number in enumerate(np.bincount(marked.of("place", "place")).tolist())
                if number
            },
            carats=_bars("carat", marked),
            prices=_bars("price", marked),
        )


class Marked:
    """Which stones fit, all in all and with one facet open."""

    def __init__(self, columns: Columns, facets: Facets) -> None:
        self.columns = columns
        self.tests = dict(_tests(columns, facets))

    @cached_property
    def all(self) -> np.ndarray:
        return self._unsold_and(self.tests.values())

    @cached_property
    def _rows(self) -> np.ndarray:
        return np.flatnonzero(self.all)

    def of(self, column: str, facet: str) -> np.ndarray:
        """The column's values for the stones that fit with this facet open."""
        if facet not in self.tests:
            return self.columns[column][self._rows]
        others = [test for name, test in self.tests.items() if name != facet]
        return self.columns[column][np.flatnonzero(self._unsold_and(others))]

    def _unsold_and(self, tests) -> np.ndarray:
        fits = self.columns["is_unsold"].astype(bool)
        for test in tests:
            fits &= test
        return fits


def _tests(columns: Columns, facets: Facets) -> Iterator[tuple[str, np.ndarray]]:
    """The same conditions as `listed.conditions`, each over its column."""
    for name in CHOICES:
        if codes := facets.chosen(name):
            yield name, _any_of(columns[name], codes)
    for name, span in RANGES.items():
        low, high = facets.bounds(name)
        if low is None and high is None:
            continue
        column = columns[span.column]
        # Rare proportions: 0 is what nobody said.
        least = int(low * span.scale) if low is not None else int(name not in BARS)
        fits = column >= least
        if high is not None:
            fits &= column <= int(high * span.scale)
        yield name, fits
    if facets.places:
        yield "place", _any_of(columns["place"], locations(facets))


def _any_of(column: np.ndarray, codes) -> np.ndarray:
    """One comparison per run of codes, which is what grades are."""
    fits = np.zeros(len(column), bool)
    codes = sorted(codes)
    starts = [code for code in codes if code - 1 not in codes]
    ends = [code for code in codes if code + 1 not in codes]
    for start, end in zip(starts, ends, strict=True):
        fits |= (column == start) if start == end else (column >= start) & (column <= end)
    return fits


def _bars(name: str, marked: Marked) -> tuple[Bar, ...]:
    bounds, span = BARS[name], RANGES[name]
    edges = np.array([round(bound * span.scale) for bound in bounds[1:-1]])
    numbers = np.bincount(
        np.searchsorted(edges, marked.of(span.column, name), side="right"),
        minlength=len(bounds) - 1,
    )
    return tuple(
        Bar(low, high, number)
        for (low, high), number in zip(pairwise(bounds), numbers.tolist(), strict=True)
    )
