"""Stones by facets, a page at a time, from the columns that each process keeps.

A page is read in its order until it is full, which takes as long for a page far down as for the
first; where few stones fit, they are found first and then put in order.
"""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from omni.lib.errors import Invalid
from omni.lib.statement import Statement

from .asked import LEAST, MOST, Condition, Either, conditions_of
from .closeness import by_closeness
from .columns import EDGES, ROW_BITS, Columns, UpToDate
from .facet_counts import Counts, Tally, counted, fitting_rows, narrowed
from .facets import Facets

PAGE = 24
COUNT_CAP = 10_000
CURSOR = re.compile(r"([0-9]{1,15})\.([0-9]{1,15})", re.ASCII)
# The column that an order goes by, and whether it runs down. Newest is the youngest item.
ORDERS = {
    "newest": ("item_id", True),
    "price": ("price", False),
    "-price": ("price", True),
    "carat": ("carat", False),
    "-carat": ("carat", True),
}
FIRST_LOOK, LONGEST_LOOK = 1024, 65_536  # rows at once
# What it costs to look at a row by way of an order, compared with looking at all at once.
BY_THE_WAY = 3
# Whole numbers: psycopg2 takes ten times as long for a decimal or a text.
HEADS = Statement(
    "SELECT id, availability_version, (price * 100)::bigint FROM inventory_item WHERE id = ANY(%s)"
)


class BadCursor(Invalid):
    """That page mark isn't one of ours. Please start from the first page."""

    code = "bad_cursor"


class Found(NamedTuple):
    """One stone of a page: enough to find its card, `version` being its availability's."""

    item_id: int
    version: int
    cents: int


@dataclass(frozen=True, slots=True)
class Slice:
    """`next` is the cursor of the page after, empty on the last."""

    items: list[Found]
    next: str


@dataclass(frozen=True, slots=True)
class Page(Slice):
    """`count` is how many there are on all pages."""

    count: int


@dataclass(frozen=True, slots=True)
class Way:
    """An order of the rows: where somebody looks, from `begin` to before `end`, or from the end.

    `column` is what it goes by; without one it goes by item, as the rows themselves do.
    """

    column: str
    is_down: bool
    begin: int
    end: int

    @property
    def length(self) -> int:
        return max(0, self.end - self.begin)

    def within(self, begin: int, end: int) -> "Way":
        return replace(self, begin=max(self.begin, begin), end=min(self.end, end))


class Few(NamedTuple):
    """So many rows fit `among` so many."""

    number: int
    among: int


def count_word(number: int) -> str:
    """`9,312`, and `10,000+` for more than anybody counts."""
    return f"{number:,}" if number <= COUNT_CAP else f"{COUNT_CAP:,}+"


def search(facets: Facets, after: str = "", size: int = PAGE) -> Page:
    """`find`, and how many there are; two queries."""
    past = page_mark(after)
    with UpToDate() as columns:
        tally = Tally(columns, conditions_of(facets))
        ids, following = _page(columns, tally, facets, past, size)
        found = tally.found
    return Page(heads(ids), following, found)


def search_and_counts(facets: Facets, after: str = "", size: int = PAGE) -> tuple[Slice, Counts]:
    """`find`, and the numbers beside every choice, of one moment; two queries."""
    past = page_mark(after)
    with UpToDate() as columns:
        tally = Tally(columns, conditions_of(facets))
        ids, following = _page(columns, tally, facets, past, size)
        told = counted(columns, tally)
    return Slice(heads(ids), following), told


def find(facets: Facets, after: str = "", size: int = PAGE) -> Slice:
    """Up to `size` of the stones not sold that fit, past the cursor `after`; two queries.

    Raises BadCursor for a cursor that we didn't hand out.
    """
    page = search(facets, after, size)
    return Slice(page.items, page.next)


def heads(item_ids: list[int]) -> list[Found]:
    """In the order given; one query."""
    if not item_ids:
        return []
    found = {row[0]: Found._make(row) for row in HEADS.rows(item_ids)}
    return [found[pk] for pk in item_ids if pk in found]


def page_mark(after: str) -> tuple[int, int] | None:
    """The key and item that the page before ended with, None without one. Raises BadCursor."""
    if not after:
        return None
    match = CURSOR.fullmatch(after)
    if match is None:
        raise BadCursor(_("That page mark isn’t one of ours. Please start from the first page."))
    return int(match[1]), int(match[2])


def _page(
    columns: Columns, tally: Tally, facets: Facets, past: tuple[int, int] | None, size: int
) -> tuple[list[int], str]:
    """The items of the page, and the cursor of the one after, empty on the last."""
    if facets.closest_to:
        found = _near_to_far(columns, tally, facets.closest_to, past, size + 1)
    else:
        found = _in_order(columns, tally, facets.sort, past, size + 1)
    ids = [item for _key, item in found[:size]]
    key, item = found[size - 1] if len(found) > size else (0, 0)
    return ids, f"{key}.{item}" if len(found) > size else ""


def _in_order(
    columns: Columns, tally: Tally, sort: str, past: tuple[int, int] | None, most: int
) -> list[tuple[int, int]]:
    """The first `most` past the cursor, each as the key that the order goes by, and its item."""
    column, is_down = ORDERS[sort]
    way = _way(columns, "" if column == "item_id" else column, is_down, past)
    among = len(columns["item_id"])
    if way.column and tally.found:
        begin, end = _where_some_fit(columns, tally, way.column)
        way, among = way.within(begin, end), end - begin
    rows = _first_rows(columns, tally.conditions, way, Few(tally.found, among), most)
    keys, items = columns[column][rows].tolist(), columns["item_id"][rows].tolist()
    return list(zip(keys, items, strict=True))


def _near_to_far(
    columns: Columns, tally: Tally, slug: str, past: tuple[int, int] | None, most: int
) -> list[tuple[int, int]]:
    """The youngest of the nearest places, then of those a little farther away, and so on."""
    begin, item = past or (0, 0)
    at = dict(zip(columns.places.tolist(), tally.fitting("place").tolist(), strict=True))
    found: list[tuple[int, int]] = []
    for rank, places in enumerate(by_closeness(slug)):
        number = sum(at.get(place, 0) for place in places)
        if rank < begin or not number or len(found) == most:
            continue
        here = Condition("place", "place", codes=tuple(sorted(places)))
        way = _way(columns, "", True, (0, item) if past and rank == begin else None)
        few = Few(number, len(columns["item_id"]))
        rows = _first_rows(columns, [*tally.conditions, here], way, few, most - len(found))
        found += [(rank, pk) for pk in columns["item_id"][rows].tolist()]
    return found


def _way(columns: Columns, column: str, is_down: bool, past: tuple[int, int] | None) -> Way:
    """The whole of an order, or what lies past a key and item."""
    everything = len(columns["item_id"])
    if past is None:
        return Way(column, is_down, 0, everything)
    key, item = past
    row = int(columns["item_id"].searchsorted(item, "left" if is_down else "right"))
    at = columns.orders[column].place(key, row) if column else row
    return Way(column, is_down, 0, at) if is_down else Way(column, is_down, at, everything)


def _where_some_fit(columns: Columns, tally: Tally, column: str) -> tuple[int, int]:
    """From the first bar in which any stone fits to before the end of the last, in its order."""
    bars = np.flatnonzero(tally.fitting(column))
    edges = [LEAST, *EDGES[column], MOST]
    return columns.orders[column].span(edges[bars[0]], edges[bars[-1] + 1] - 1)


def _first_rows(
    columns: Columns, conditions: list[Condition | Either], way: Way, few: Few, most: int
) -> np.ndarray:
    """The first `most` rows of this way that fit.

    Where many fit, it is walked until enough are found; else what fits is found first.
    """
    for one in conditions:
        if one.column == way.column and one.is_range:
            way = way.within(*columns.orders[way.column].span(one.least, one.most))
    if not few.number or not way.length:
        return np.zeros(0, int)
    to_walk = min(way.length, most * few.among // few.number)
    if BY_THE_WAY * to_walk < len(columns["item_id"]):
        return _walked(columns, conditions, way, most)
    return _put_in_order(columns, fitting_rows(columns, conditions), way, most)


def _walked(
    columns: Columns, conditions: list[Condition | Either], way: Way, most: int
) -> np.ndarray:
    """Looks at more and more of the way until enough is found."""
    found: list[np.ndarray] = []
    begin, end, look = way.begin, way.end, FIRST_LOOK
    while begin < end and sum(map(len, found)) < most:
        if way.is_down:
            low, high = max(begin, end - look), end
            end = low
        else:
            low, high = begin, min(end, begin + look)
            begin = high
        rows = columns.orders[way.column].rows[low:high] if way.column else np.arange(low, high)
        rows = narrowed(columns, rows, conditions)
        found.append(rows[::-1] if way.is_down else rows)
        look = min(4 * look, LONGEST_LOOK)
    return np.concatenate(found)[:most]


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
