"""A range of weights or prices as whole bars of the columns, and the few rows these are off by.

The bars that are shown are cut into narrower ones where there are many stones, so that the rows to
be put right stay few however many there are.
"""

from bisect import bisect_right
from typing import NamedTuple

import numpy as np

from .asked import LEAST, MOST, Condition
from .columns import Columns


class Split(NamedTuple):
    """The rows of `bars`, and those of `more` but not of `less`, are the rows of the range."""

    bars: range
    more: list[np.ndarray]
    less: list[np.ndarray]


def split(columns: Columns, one: Condition) -> Split:
    """Of a bar that the range cuts through, whichever part has fewer rows is put right."""
    edges, order = columns.edges[one.name], columns.orders[one.name]

    def rows(least: int, most: int) -> np.ndarray:
        begin, end = order.span(least, most)
        return order.rows[begin:end]

    def bounds(bar: int) -> tuple[int, int]:
        """The least and the most that it has."""
        lower = edges[bar - 1] if bar else LEAST
        return lower, edges[bar] - 1 if bar < len(edges) else MOST

    first, last = bisect_right(edges, one.least), bisect_right(edges, one.most)
    if one.most < one.least:
        return Split(range(0), [], [])
    (low, low_end), (high_begin, high) = bounds(first), bounds(last)
    before, after = rows(low, one.least - 1), rows(one.most + 1, high)
    if first == last:
        within = rows(one.least, one.most)
        if len(before) + len(after) < len(within):
            return Split(range(first, first + 1), [], [before, after])
        return Split(range(0), [within], [])
    more, less, begin, end = [], [], first, last + 1
    for outside, inside in (
        (before, rows(one.least, low_end)),
        (after, rows(high_begin, one.most)),
    ):
        if len(outside) <= len(inside):
            less.append(outside)
            continue
        more.append(inside)
        if outside is before:
            begin += 1
        else:
            end -= 1
    return Split(range(begin, end), more, less)
