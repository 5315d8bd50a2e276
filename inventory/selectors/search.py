"""Stones by facets, a page at a time, from the narrow listing table.

Each order has its own partial covering index, so a page is read in that order from the index
alone and a page far down costs no more than the first. Where the order and a range have no index
in common, the page is merged from the first of each step (`CARAT_STEPS`, `PRICE_STEPS`).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from omni.lib.errors import Invalid
from omni.lib.statement import Statement

from ..models.listing import CARAT_STEPS, PRICE_STEPS
from .closeness import by_closeness
from .facet_counts import count
from .facets import RANGES, Facets
from .listed import conditions

PAGE = 24
COUNT_CAP = 10_000
MOST_STEPS = 12
CURSOR = re.compile(r"([0-9]{1,15})\.([0-9]{1,15})", re.ASCII)
# The column that an order goes by, and whether it runs down. Newest is the youngest item.
ORDERS = {
    "newest": ("item_id", True),
    "price": ("price", False),
    "-price": ("price", True),
    "carat": ("carat", False),
    "-carat": ("carat", True),
}
# The range beside an order by the other column, and the steps that it is read by.
STEPPED = {"price": ("carat", CARAT_STEPS), "carat": ("price", PRICE_STEPS)}
HEADS = Statement(
    "SELECT id, public_id, sku, price, availability_version FROM inventory_item WHERE id = ANY(%s)"
)


class BadCursor(Invalid):
    """That page mark isn't one of ours. Please start from the first page."""

    code = "bad_cursor"


@dataclass(frozen=True, slots=True)
class Found:
    """One stone of a page: enough to find its card, `version` being its availability's."""

    item_id: int
    public_id: UUID
    sku: str
    price: Decimal
    version: int


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
class Part:
    """Some of the stones in their order: the condition that picks them, and where it begins.

    `key` is what the order goes by, a column or, where parts follow one another, their number.
    """

    where: str
    key: str


def count_word(number: int) -> str:
    """`9,312`, and `10,000+` for more than anybody counts."""
    return f"{number:,}" if number <= COUNT_CAP else f"{COUNT_CAP:,}+"


def search(facets: Facets, after: str = "", size: int = PAGE) -> Page:
    """`find`, and how many there are; four queries."""
    found = find(facets, after, size)
    return Page(found.items, found.next, count(facets))


def find(facets: Facets, after: str = "", size: int = PAGE) -> Slice:
    """Up to `size` of the stones not sold that fit, past the cursor `after`; two queries.

    Raises BadCursor for a cursor that we didn't hand out.
    """
    where, values = conditions(facets)
    past = _cursor(after)
    parts = _near_to_far(facets, past) if facets.closest_to else _in_order(facets, past)
    if not parts:
        return Slice([], "")
    way = "DESC" if facets.closest_to or ORDERS[facets.sort][1] else "ASC"
    own_way = f"key {way}, item_id {way}"
    queries = [
        f"(SELECT item_id, {part.key} AS key FROM inventory_listing WHERE {where}{part.where}"
        f" ORDER BY {own_way} LIMIT {size + 1})"
        for part in parts
    ]
    whole = f"key, item_id {way}" if facets.closest_to else own_way
    sql = queries[0]
    if len(queries) > 1:
        sql = f"{' UNION ALL '.join(queries)} ORDER BY {whole} LIMIT {size + 1}"
    with connection.cursor() as cursor:
        cursor.execute(sql, values * len(parts))
        rows = cursor.fetchall()
    shown = rows[:size]
    following = f"{shown[-1][1]}.{shown[-1][0]}" if len(rows) > size else ""
    return Slice(heads([pk for pk, _key in shown]), following)


def heads(item_ids: list[int]) -> list[Found]:
    """In the order given; one query."""
    if not item_ids:
        return []
    found = {row[0]: Found(*row) for row in HEADS.rows(item_ids)}
    return [found[pk] for pk in item_ids if pk in found]


def _cursor(after: str) -> tuple[int, int] | None:
    """The key and item that the page before ended with."""
    if not after:
        return None
    match = CURSOR.fullmatch(after)
    if match is None:
        raise BadCursor(_("That page mark isn’t one of ours. Please start from the first page."))
    return int(match[1]), int(match[2])


def _in_order(facets: Facets, past: tuple[int, int] | None) -> list[Part]:
    """The list as one part, or one for each step of the range that its order has no index for."""
    column, down = ORDERS[facets.sort]
    beyond, begins = "<" if down else ">", ""
    if past and column == "item_id":
        begins = f" AND item_id {beyond} {past[1]}"
    elif past:
        begins = f" AND ({column}, item_id) {beyond} ({past[0]}, {past[1]})"
    steps = _steps(facets, column)
    if 0 < len(steps) <= MOST_STEPS:
        name = STEPPED[column][0]
        return [Part(f"{begins} AND {name}_step = {step}", column) for step in steps]
    return [Part(begins, column)]


def _steps(facets: Facets, column: str) -> range:
    """The steps that a bounded range touches; none where the order's own index serves."""
    if column not in STEPPED:
        return range(0)
    name, edges = STEPPED[column]
    low, high = facets.bounds(name)
    if low is None and high is None:
        return range(0)
    scale = RANGES[name].scale
    first = bisect_right(edges, int(low * scale)) if low is not None else 0
    last = bisect_right(edges, int(high * scale)) if high is not None else len(edges)
    return range(first, last + 1)


def _near_to_far(facets: Facets, past: tuple[int, int] | None) -> list[Part]:
    """The youngest of the nearest places, then of those a little farther away, and so on."""
    rank, item = past or (0, 0)
    parts = []
    for number, places in enumerate(by_closeness(facets.closest_to)):
        if number < rank:
            continue
        begins = f" AND item_id < {item}" if past and number == rank else ""
        at = f" AND place = ANY('{{{','.join(map(str, places))}}}'::smallint[])"
        parts.append(Part(begins + at, str(number)))
    return parts
