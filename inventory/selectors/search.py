"""Stones by facets, a page at a time, from the narrow listing table.

Each order has its own partial covering index, so a page is read in that order from the index
alone and a page far down costs no more than the first.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from omni.lib.errors import Invalid

from ..models import Item
from .facets import Facets
from .listed import conditions

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
class Page:
    """`next` is the cursor of the page after, empty on the last; `count` is exact to the cap."""

    items: list[Found]
    next: str
    count: int

    @property
    def is_capped(self) -> bool:
        return self.count > COUNT_CAP

    @property
    def count_word(self) -> str:
        return f"{COUNT_CAP:,}+" if self.is_capped else f"{self.count:,}"


def search(facets: Facets, after: str = "", size: int = PAGE) -> Page:
    """Up to `size` of the stones not sold that fit, past the cursor `after`; three queries.

    Raises BadCursor for a cursor that we didn't hand out.
    """
    where, values = conditions(facets)
    column, down = ORDERS[facets.sort]
    past, beyond = _past(after, column, down)
    way = "DESC" if down else "ASC"
    order = f"{column} {way}" if column == "item_id" else f"{column} {way}, item_id {way}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT item_id, {column} FROM inventory_listing WHERE {where}{past}"
            f" ORDER BY {order} LIMIT %s",
            [*values, *beyond, size + 1],
        )
        rows = cursor.fetchall()
    shown = rows[:size]
    following = f"{shown[-1][1]}.{shown[-1][0]}" if len(rows) > size else ""
    items = heads([pk for pk, _key in shown])
    return Page(items, following, count(facets) if after or following else len(rows))


def heads(item_ids: list[int]) -> list[Found]:
    """In the order given; one query."""
    rows = Item.objects.filter(pk__in=item_ids).values_list(
        "id", "public_id", "sku", "price", "availability_version"
    )
    found = {row[0]: Found(*row) for row in rows}
    return [found[pk] for pk in item_ids if pk in found]


def count(facets: Facets) -> int:
    """How many fit, counted no further than one past the cap; one query."""
    where, values = conditions(facets)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT FROM inventory_listing WHERE {where} LIMIT %s) AS few",
            [*values, COUNT_CAP + 1],
        )
        return cursor.fetchone()[0]


def _past(after: str, column: str, down: bool) -> tuple[str, list[int]]:
    """Strictly beyond the cursor."""
    if not after:
        return "", []
    match = CURSOR.fullmatch(after)
    if match is None:
        raise BadCursor(_("That page mark isn’t one of ours. Please start from the first page."))
    key, pk = int(match[1]), int(match[2])
    beyond = "<" if down else ">"
    if column == "item_id":
        return f" AND item_id {beyond} %s", [pk]
    return f" AND ({column}, item_id) {beyond} (%s, %s)", [key, pk]
