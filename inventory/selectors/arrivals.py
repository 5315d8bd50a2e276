"""Which stones a search hasn't seen yet: what changed since, and whether that made them new."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection

from ..models import PriceChange, StockMovement
from .facets import Facets

MOVED = StockMovement.Reason.MOVED_IN


@dataclass(slots=True)
class News:
    """What happened to one piece: when it came, when it changed places, what it cost before."""

    came: list[dt.datetime] = field(default_factory=list)
    moved: list[dt.datetime] = field(default_factory=list)
    cost: list[tuple[dt.datetime, Decimal]] = field(default_factory=list)

    def is_new(self, facets: Facets, since: dt.datetime) -> bool:
        """Whether a stone that fits now didn't fit at `since`, as far as that is written down.

        One that neither came nor changed its price was listed or graded anew.
        """
        if any(at > since for at in self.came):
            return True
        moved = any(at > since for at in self.moved)
        before = [price for at, price in self.cost if at > since]
        if moved and facets.places:
            return True
        if before:
            return any(not _within(price, facets) for price in before)
        return not moved


def _within(price: Decimal, facets: Facets) -> bool:
    low, high = facets.price_min, facets.price_max
    return (low is None or price >= low) and (high is None or price <= high)


def marker() -> int:
    """The number below which every change is over and can be seen: where to go on from next time.

    Numbers are the database's own for its transactions, as in `Listing.changed_in`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def changed_since(mark: int) -> dict[int, int]:
    """{item id: the number of its change} of unsold stones from `mark` on; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT item_id, changed_in FROM inventory_listing"
            " WHERE changed_in >= %s AND is_unsold",
            [mark],
        )
        return dict(cursor.fetchall())


def news_of(item_ids: Iterable[int], since: dt.datetime) -> dict[int, News]:
    """What happened to these since then; two queries. Items without news have an empty one."""
    ids = list(item_ids)
    found: dict[int, News] = defaultdict(News)
    movements = StockMovement.objects.filter(item_id__in=ids, at__gt=since, delta__gt=0)
    for pk, reason, at in movements.values_list("item_id", "reason", "at"):
        (found[pk].moved if reason == MOVED else found[pk].came).append(at)
    prices = PriceChange.objects.filter(item_id__in=ids, at__gt=since, kind=PriceChange.Kind.PRICE)
    for pk, at, before in prices.values_list("item_id", "at", "before"):
        if before is not None:
            found[pk].cost.append((at, before))
    return found
