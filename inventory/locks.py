"""The only place that takes row locks on stock: once per transaction, items first, then records,
each in primary-key order, just before the check. docs/locking.md says why.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from .models import Item, StockRecord

# Under the lock, what is overdue is released first: a late sweep can understate stock, never
# oversell it. `clock_timestamp()`, because `now()` is the time before the wait.
RELEASE_OVERDUE = """
WITH gone AS (
    UPDATE inventory_claim SET released_at = clock_timestamp(), released_why = 'expired'
    WHERE item_id = ANY(%s) AND released_at IS NULL AND consumed_at IS NULL
      AND expires_at <= clock_timestamp()
    RETURNING record_id, quantity
), sums AS (SELECT record_id, sum(quantity) AS quantity FROM gone GROUP BY record_id)
UPDATE inventory_stockrecord r SET claimed = r.claimed - sums.quantity
FROM sums WHERE r.id = sums.record_id
RETURNING r.id, r.claimed
"""


@dataclass(slots=True)
class Locked:
    """Rows that nobody else can change until this transaction ends, and the time after the wait."""

    items: dict[int, Item]
    records: dict[int, StockRecord]
    at: dt.datetime
    freed: set[int]

    def records_of(self, item_id: int) -> list[StockRecord]:
        return [record for record in self.records.values() if record.item_id == item_id]


def lock_stock(item_ids: Iterable[int]) -> Locked:
    """Lock these items and all their records, and release their overdue claims.

    `freed` are the items whose overdue claims were released here. Unknown ids are left out.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Stock is locked inside a transaction.")
    ids = sorted(set(item_ids))
    items = Item.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    found = {item.pk: item for item in items}
    rows = (
        StockRecord.objects.select_for_update(no_key=True, of=("self",))
        .filter(item_id__in=ids)
        .select_related("location")
        .order_by("pk")
    )
    records = {record.pk: record for record in rows}
    freed: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute(RELEASE_OVERDUE, [ids])
        for record_id, claimed in cursor.fetchall():
            records[record_id].claimed = claimed
            freed.add(records[record_id].item_id)
        cursor.execute("SELECT clock_timestamp()")
        at = cursor.fetchone()[0]
    return Locked(items=found, records=records, at=at, freed=freed)
