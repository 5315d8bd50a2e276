"""A range of weights or prices as whole bars of the columns, and the few rows these are off by.

The bars that are shown are cut into narrower ones where there are many stones, so that the rows to
be put right stay few however many there are.
"""

from bisect import bisect_right
from typing import NamedTuple

from .asked import LEAST, MOST, Condition
from .columns import Columns


class Split(NamedTuple):
    """The rows of `bars`, and those of `more` but not of `less`, are the rows of the range.

    Each of these is from where to before where they lie in the order that the range goes by.
    """

    bars: range
    more: list[tuple[int, int]]
    less: list[tuple[int, int]]


def split(columns: Columns, one: Condition) -> Split:
    """Of a bar that the range cuts through, whichever part has fewer rows is put right."""
    edges, order = columns.edges[one.name], columns.orders[one.name]

    def length(span: tuple[int, int]) -> int:
        return span[1] - span[0]

    def bounds(bar: int) -> tuple[int, int]:
        """The least and the most that it has."""
        lower = edges[bar - 1] if bar else LEAST
        return lower, edges[bar] - 1 if bar < len(edges) else MOST

    first, last = bisect_right(edges, one.least), bisect_right(edges, one.most)
    if one.most < one.least:
        return Split(range(0), [], [])
    (low, low_end), (high_begin, high) = bounds(first), bounds(last)
    before, after = order.span(low, one.least - 1), order.span(one.most + 1, high)
    if first == last:
        within = order.span(one.least, one.most)
        if length(before) + length(after) < length(within):
            return Split(range(first, first + 1), [], [before, after])
        return Split(range(0), [within], [])
    more, less, begin, end = [], [], first, last + 1
    for outside, inside in (
        (before, order.span(one.least, low_end)),
        (after, order.span(high_begin, one.most)),
    ):
        if length(outside) <= length(inside):
            less.append(outside)
            continue
        more.append(inside)
        if outside is before:
            begin += 1
        else:
            end -= 1
    return Split(range(begin, end), more, less)
