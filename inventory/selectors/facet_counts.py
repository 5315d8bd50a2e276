"""How many stones each choice would show, and how weights and prices are spread, for a search.

A facet is counted as if it were open and all others as they are, so that each number is what a
list with that choice alone would have.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from .columns import BARS, Columns, UpToDate
from .facets import CHOICES, RANGES, Facets
from .listed import locations

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
        return len(Marked(columns, facets).all)


def counts(facets: Facets) -> Counts:
    """As committed now; one query."""
    with UpToDate() as columns:
        marked = Marked(columns, facets)
        return Counts(
            found=len(marked.all),
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
    """Which stones fit, all in all and with one facet open, as rows of the columns."""

    def __init__(self, columns: Columns, facets: Facets) -> None:
        self.columns = columns
        self.tests = dict(_tests(columns, facets))

    @cached_property
    def all(self) -> np.ndarray:
        """Of those that fit with the last facet open, those that pass it too."""
        if not self.tests:
            return self._without("")
        last = next(reversed(self.tests))
        rows = self._without(last)
        return rows[self.tests[last][rows]]

    def of(self, column: str, facet: str) -> np.ndarray:
        """The column's values for the stones that fit with this facet open."""
        rows = self._without(facet) if facet in self.tests else self.all
        return self.columns[column][rows]

    def _without(self, facet: str) -> np.ndarray:
        if facet not in self._open:
            fits = self.columns["is_unsold"].astype(bool)
            for name, test in self.tests.items():
                if name != facet:
                    fits &= test
            self._open[facet] = np.flatnonzero(fits)
        return self._open[facet]

    @cached_property
    def _open(self) -> dict[str, np.ndarray]:
        return {}


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
    spans = list(pairwise(BARS[name]))
    numbers = np.bincount(marked.of(f"{name}_bar", name), minlength=len(spans)).tolist()
    return tuple(Bar(low, high, number) for (low, high), number in zip(spans, numbers, strict=True))
