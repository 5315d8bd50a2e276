"""What a search asks of stones, as conditions over the columns that each process keeps."""

from dataclasses import dataclass

import numpy as np

from .facets import CHOICES, RANGES, Facets
from .listed import locations

SAID = 1  # a proportion of 0 is what nobody said
LEAST, MOST = 0, 2**62


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

    def fits(self, values: np.ndarray) -> np.ndarray:
        """Which of these values of its column do."""
        if self.is_range:
            fits = values >= self.least
            return fits if self.most == MOST else fits & (values <= self.most)
        fits = np.zeros(len(values), bool)
        # One comparison per run of codes, which is what grades are.
        starts = [code for code in self.codes if code - 1 not in self.codes]
        ends = [code for code in self.codes if code + 1 not in self.codes]
        for start, end in zip(starts, ends, strict=True):
            fits |= (values == start) if start == end else (values >= start) & (values <= end)
        return fits


def conditions_of(facets: Facets) -> list[Condition]:
    """The same as `listed.conditions` says in SQL."""
    found = [
        Condition(name, name, codes=tuple(sorted(codes)))
        for name in CHOICES
        if (codes := facets.chosen(name))
    ]
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
