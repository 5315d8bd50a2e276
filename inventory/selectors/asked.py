"""What a search asks of stones, as conditions over the columns that each process keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from .facets import CHOICES, COLOURS, RANGES, Facets
from .listed import locations

SAID = 1  # a proportion of 0 is what nobody said
LEAST, MOST = 0, 2**62
EVERY = slice(None)


@dataclass(frozen=True, slots=True)
class Condition:
    """One facet's: the values of `column` are among `codes`, or from `least` to `most`."""

    name: str
    column: str
    codes: tuple[int, ...] = ()
    least: int = LEAST
    most: int = MOST

    @property
    def is_range(self) -> bool:
        return self.name in RANGES

    def fits(self, columns: Mapping[str, np.ndarray], rows: slice = EVERY) -> np.ndarray:
        """Which of these rows do."""
        values = columns[self.column][rows]
        if self.is_range:
            fits = values >= self.least
            return fits if self.most == MOST else fits & (values <= self.most)
        # One comparison per run of codes, which is what grades are.
        starts = [code for code in self.codes if code - 1 not in self.codes]
        ends = [code for code in self.codes if code + 1 not in self.codes]
        fits = [
            (values == start) if start == end else (values >= start) & (values <= end)
            for start, end in zip(starts, ends, strict=True)
        ]
        return reduce(np.logical_or, fits) if fits else np.zeros(len(values), bool)


@dataclass(frozen=True, slots=True)
class Either:
    """Two ways to fit, each all of its conditions, and no stone fits both."""

    ways: tuple[tuple[Condition, ...], ...]
    name = column = ""
    is_range = False

    def fits(self, columns: Mapping[str, np.ndarray], rows: slice = EVERY) -> np.ndarray:
        """Which of these rows do."""
        return np.logical_or.reduce(
            [np.logical_and.reduce([one.fits(columns, rows) for one in way]) for way in self.ways]
        )


def conditions_of(facets: Facets) -> list[Condition | Either]:
    """The same as `listed.conditions` says in SQL; at most one of them is an `Either`."""
    found: list[Condition | Either] = [
        _among(name, codes)
        for name in CHOICES
        if name not in COLOURS and (codes := facets.chosen(name))
    ]
    ways = tuple(
        tuple(_among(name, codes) for name, codes in way.items()) for way in facets.colour_ways
    )
    found += [Either(ways)] if len(ways) > 1 else [one for way in ways for one in way]
    for name, span in RANGES.items():
        low, high = facets.bounds(name)
        if low is None and high is None:
            continue
        lowest = LEAST if name in ("carat", "price") else SAID
        least = int(low * span.scale) if low is not None else lowest
        most = int(high * span.scale) if high is not None else MOST
        found.append(Condition(name, span.column, least=least, most=most))
    if facets.places:
        found.append(Condition("place", "place", codes=tuple(sorted(locations(facets)))))
    return found


def ways_of(conditions: list[Condition | Either]) -> list[list[Condition]]:
    """The same conditions without an `Either`: one list, or one for each of its ways."""
    plain = [one for one in conditions if isinstance(one, Condition)]
    ways = [way for one in conditions if isinstance(one, Either) for way in one.ways]
    return [[*plain, *way] for way in ways] or [plain]


def _among(name: str, codes: tuple[int, ...]) -> Condition:
    return Condition(name, name, codes=tuple(sorted(codes)))
