"""Stones by facets, a page at a time, from the columns that each process keeps.

A page is read in its order until it is full, which takes as long for a page far down as for the
first; where few stones fit, they are found first and then put in order.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from django.utils.translation import gettext as _

from omni.lib.errors import Invalid
from omni.lib.statement import Statement

from .asked import Condition, conditions_of
from .closeness import by_closeness
from .columns import Columns, Kept
from .facet_counts import Counts, Tally, counted
from .facets import Facets
from .since import HEADS
from .walking import Way, first_rows

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
# Whole numbers: psycopg2 takes ten times as long for a decimal or a text.
HEADS_OF = Statement(f"SELECT ARRAY({HEADS})")
T = TypeVar("T")
# Which of these items somebody wants to hear more of, in the same query.
Unknown = Callable[[list[int]], list[int]]


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
    """`next` is the cursor of the page after, empty on the last.

    `looks` is what `looks.read_free` reads of those that were asked for as unknown.
    """

    items: list[Found]
    next: str
    looks: str


@dataclass(frozen=True, slots=True)
class Page(Slice):
    """`count` is how many there are on all pages."""

    count: int


def count_word(number: int) -> str:
    """`9,312`, and `10,000+` for more than anybody counts."""
    return f"{number:,}" if number <= COUNT_CAP else f"{COUNT_CAP:,}+"


def search(facets: Facets, after: str = "", size: int = PAGE) -> Page:
    """`find`, and how many there are; as many queries."""
    page, found = _of_one_moment(facets, after, size, lambda _, tally: tally.found)
    return Page(page.items, page.next, page.looks, found)


def search_and_counts(
    facets: Facets, after: str = "", size: int = PAGE, unknown: Unknown | None = None
) -> tuple[Slice, Counts]:
    """`find`, and the numbers beside every choice, of one moment; as many queries."""
    return _of_one_moment(facets, after, size, counted, unknown)


def find(
    facets: Facets, after: str = "", size: int = PAGE, unknown: Unknown | None = None
) -> Slice:
    """Up to `size` of the stones not sold that fit, past the cursor `after`.

    One query, and another where a stone has changed since this process looked last. Raises
    BadCursor for a cursor that we didn't hand out.
    """
    page, _ = _of_one_moment(facets, after, size, lambda _, tally: None, unknown)
    return page


def heads(item_ids: list[int]) -> list[Found]:
    """In the order given; one query."""
    if not item_ids:
        return []
    ((found,),) = HEADS_OF.rows(item_ids)
    return _in_that_order(item_ids, found)


def _of_one_moment(
    facets: Facets,
    after: str,
    size: int,
    beside: Callable[[Columns, Tally], T],
    unknown: Unknown | None = None,
) -> tuple[Slice, T]:
    """A page, and what is told beside it.

    It is found in what is known, and the query for its items says whether that is still true. If
    not, as rarely, it is found once more, and another query asks for what is on it now.
    """
    past, conditions = page_mark(after), conditions_of(facets)

    def look(columns: Columns) -> tuple[list[int], str, T]:
        tally = Tally(columns, conditions)
        ids, following = _page(columns, tally, facets, past, size)
        return ids, following, beside(columns, tally)

    with Kept() as columns:
        ids, following, told = look(columns)
        of_these = columns.bring_up_to_date(ids, unknown(ids) if unknown else ())
        if of_these is None:
            ids, following, told = look(columns)
    if of_these is None:
        return Slice(heads(ids), following, ""), told
    return Slice(_in_that_order(ids, of_these.heads), following, of_these.looks), told


def _in_that_order(item_ids: list[int], found: list[list[int]]) -> list[Found]:
    by_id = {one[0]: Found._make(one) for one in found}
    return [by_id[pk] for pk in item_ids if pk in by_id]


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
    numbers = tally.fitting(column).tolist() if way.column else [tally.found]
    rows = first_rows(columns, tally.conditions, way, numbers, most)
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
        rows = first_rows(columns, [*tally.conditions, here], way, [number], most - len(found))
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
