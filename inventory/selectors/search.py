"""Stones by facets, a page at a time, from the narrow listing table.

Each order has its own partial covering index, so a page is read in that order from the index
alone and a page far down costs no more than the first.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from omni.lib.errors import Invalid

from ..models import Item, Listing
from .facets import Facets
from .places import store_places

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
    fitting = Listing.objects.filter(matching(facets))
    column, down = ORDERS[facets.sort]
    rows = list(
        fitting.filter(_past(after, column, down))
        .order_by(*_order(column, down))
        .values_list("item_id", column)[: size + 1]
    )
    shown = rows[:size]
    following = f"{shown[-1][1]}.{shown[-1][0]}" if len(rows) > size else ""
    items = heads([pk for pk, _key in shown])
    return Page(items, following, count(fitting) if after or following else len(rows))


def heads(item_ids: list[int]) -> list[Found]:
    """In the order given; one query."""
    rows = Item.objects.filter(pk__in=item_ids).values_list(
        "id", "public_id", "sku", "price", "availability_version"
    )
    found = {row[0]: Found(*row) for row in rows}
    return [found[pk] for pk in item_ids if pk in found]


def matching(facets: Facets) -> Q:
    """What a listing must satisfy; sold stones never do."""
    wanted = Q(state__lt=Listing.State.GONE)
    for column, codes in (
        ("shape", facets.shapes),
        ("colour", facets.colours),
        ("clarity", facets.clarities),
        ("cut", facets.cuts),
    ):
        if codes:
            wanted &= Q(**{f"{column}__in": codes})
    for column, low, high in (
        ("carat", facets.carat_min, facets.carat_max),
        ("price", facets.price_min, facets.price_max),
    ):
        if low is not None:
            wanted &= Q(**{f"{column}__gte": int(low * 100)})
        if high is not None:
            wanted &= Q(**{f"{column}__lte": int(high * 100)})
    if facets.places:
        known = store_places()
        wanted &= Q(place__in=[pk for slug in facets.places for pk in known[slug].locations])
    return wanted


def count(fitting: QuerySet[Listing]) -> int:
    """How many, counted no further than one past the cap."""
    return fitting.order_by().values("item_id")[: COUNT_CAP + 1].count()


def _order(column: str, down: bool) -> list:
    names = [column] if column == "item_id" else [column, "item_id"]
    return [F(name).desc() if down else F(name).asc() for name in names]


def _past(after: str, column: str, down: bool) -> Q:
    """Strictly beyond the cursor; the first condition alone bounds the index scan."""
    if not after:
        return Q()
    match = CURSOR.fullmatch(after)
    if match is None:
        raise BadCursor(_("That page mark isn’t one of ours. Please start from the first page."))
    key, pk = int(match[1]), int(match[2])
    if column == "item_id":
        return Q(item_id__lt=pk)
    beyond = "lt" if down else "gt"
    return Q(**{f"{column}__{beyond}e": key}) & (
        Q(**{f"{column}__{beyond}": key}) | Q(**{f"item_id__{beyond}": pk})
    )
