"""The first rows that fit, in an order of the columns: found on the way, or first and then sorted.

Along an order whole bars are passed by in which nothing fits; row by row is looked at what is left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from .asked import Condition, Either
from .columns import EDGES, ROW_BITS, Columns
from .facet_counts import all_fit, fitting_rows, looked_at, narrowed

FIRST_LOOK, LONGEST_LOOK = 1024, 65_536  # rows at once


@dataclass(frozen=True, slots=True)
class Way:
    """An order of the rows: where somebody looks, from `begin` to before `end`, or from the end.

    `column` is what it goes by; without one it goes by item, as the rows themselves do.
    """

    column: str
    is_down: bool
    begin: int
    end: int

    def within(self, begin: int, end: int) -> "Way":
        return replace(self, begin=max(self.begin, begin), end=min(self.end, end))


class Walk(NamedTuple):
    """Where rows that fit may lie, in the order of the way, and about how many are looked at."""

    stretches: list[tuple[int, int]]
    length: float


def first_rows(
    columns: Columns, conditions: list[Condition | Either], way: Way, numbers: list[int], most: int
) -> np.ndarray:
    """The first `most` rows of this way that fit; `numbers` do, by the bars of what it goes by.

    Where many fit, it is walked until enough are found; else what fits is found first.
    """
    for one in conditions:
        if one.column == way.column and one.is_range:
            way = way.within(*columns.orders[way.column].span(one.least, one.most))
    walk = _walk(columns, way, numbers, most)
    if not walk.stretches:
        return np.zeros(0, int)
    if walk.length < looked_at(columns, conditions):
        return _walked(columns, conditions, way, walk.stretches, most)
    return _put_in_order(columns, fitting_rows(columns, conditions), way, most)


def _walk(columns: Columns, way: Way, numbers: list[int], most: int) -> Walk:
    """Past every bar in which nothing fits; within a bar what fits is taken to lie evenly."""
    edges = columns.orders[way.column].before(EDGES[way.column]) if way.column else []
    bars = list(zip(numbers, [0, *edges], [*edges, len(columns["item_id"])], strict=True))
    stretches: list[tuple[int, int]] = []
    length = found = 0.0
    for number, begin, end in reversed(bars) if way.is_down else bars:
        low, high = max(begin, way.begin), min(end, way.end)
        if not number or low >= high:
            continue
        fits = number * (high - low) / (end - begin)
        length += (high - low) * min(1.0, (most - found) / fits)
        found = min(most, found + fits)
        last = stretches[-1] if stretches else (-1, -1)
        if last[0] == high or last[1] == low:
            stretches[-1] = min(last[0], low), max(last[1], high)
        else:
            stretches.append((low, high))
    return Walk(stretches, length)


def _walked(
    columns: Columns,
    conditions: list[Condition | Either],
    way: Way,
    stretches: list[tuple[int, int]],
    most: int,
) -> np.ndarray:
    """Looks at more and more of the way until enough is found."""
    found: list[np.ndarray] = []
    for low, high in _looks(stretches, way.is_down):
        rows = _fitting_between(columns, conditions, way.column, low, high)
        found.append(rows[::-1] if way.is_down else rows)
        if sum(map(len, found)) >= most:
            break
    return np.concatenate(found)[:most]


def _looks(stretches: list[tuple[int, int]], is_down: bool) -> Iterator[tuple[int, int]]:
    """The stretches in pieces, each longer than the one before."""
    look = FIRST_LOOK
    for begin, end in stretches:
        done = 0
        while (left := end - begin - done) > 0:
            look_at = min(look, left)
            low = end - done - look_at if is_down else begin + done
            yield low, low + look_at
            done += look_at
            look = min(4 * look, LONGEST_LOOK)


def _fitting_between(
    columns: Columns, conditions: list[Condition | Either], column: str, low: int, high: int
) -> np.ndarray:
    if column:
        return narrowed(columns, column, (low, high), conditions)
    return low + np.flatnonzero(all_fit(columns, conditions, slice(low, high)))


def _put_in_order(columns: Columns, rows: np.ndarray, way: Way, most: int) -> np.ndarray:
    """The first `most` of the rows that lie on the way."""
    keys = columns[way.column][rows].astype(int) if way.column else np.zeros(len(rows), int)
    marks = keys << ROW_BITS | rows
    marks = marks[
        (marks >= _mark(columns, way, way.begin)) & (marks < _mark(columns, way, way.end))
    ]
    if len(marks) > most:
        kth = len(marks) - most if way.is_down else most - 1
        marks = np.partition(marks, kth)
        marks = marks[kth:] if way.is_down else marks[:most]
    marks.sort()
    return (marks[::-1] if way.is_down else marks) & (1 << ROW_BITS) - 1


def _mark(columns: Columns, way: Way, at: int) -> int:
    """Of the row there, what grows along its order: its value, and of equal values the row."""
    if at >= len(columns["item_id"]):
        return 2**63 - 1
    if not way.column:
        return at
    order = columns.orders[way.column]
    return int(order.values[at]) << ROW_BITS | int(order.rows[at])
