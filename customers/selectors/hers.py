"""What is hers on a page: what is on her list, and what is kept for her; one query for both."""

import datetime as dt
from dataclasses import dataclass, field

from inventory.models import Claim, Location, Transfer
from omni.lib.statement import Statement

from ..models import Customer
from .shortlist import ON_LIST

# Her holds are found by their holder: a hot piece has thousands of claims, she has a few. Like the
# stock itself they go by the database's clock, so a hold that is over is nobody's at the same time
# for all. What is brought to a store is told by the box that carries her hold.
HELD = """
SELECT c.item_id, c.purpose, c.expires_at, l.kind, l.zone, l.store_id,
       coalesce(box.store_id, a.store_id), box.due_on
FROM inventory_claim c
JOIN inventory_stockrecord r ON r.id = c.record_id
JOIN inventory_location l ON l.id = r.location_id
LEFT JOIN customers_appointment a
    ON c.holder LIKE 'appointment:%%' AND a.public_id::text = split_part(c.holder, ':', 2)
LEFT JOIN LATERAL (
    SELECT t.due_on, d.store_id
    FROM inventory_transferline tl
    JOIN inventory_transfer t ON t.id = tl.transfer_id AND t.state = ANY(%s::text[])
    JOIN inventory_location d ON d.id = t.destination_id
    WHERE tl.claim_id = c.id ORDER BY t.id DESC LIMIT 1
) box ON true
WHERE c.holder = ANY(
    ARRAY['customer:' || %s::text] || ARRAY(
        SELECT 'appointment:' || public_id FROM customers_appointment
        WHERE customer_id = %s AND state <> 'cancelled'
    )
) AND c.released_at IS NULL AND c.consumed_at IS NULL
  AND (c.expires_at IS NULL OR c.expires_at > clock_timestamp())
"""
NOTHING = "null, null::timestamptz, null, null, null::bigint, null::bigint, null::date"
HERS = Statement(
    f"SELECT * FROM (SELECT list.added_at, list.item_id, {NOTHING} FROM ({ON_LIST}) list"
    f" UNION ALL SELECT null, held.* FROM ({HELD}) held) hers ORDER BY added_at DESC NULLS LAST"
)


@dataclass(frozen=True, slots=True)
class Hold:
    """A piece that is kept for her: `until`, or firmly, to be seen in the store of key `store_id`.

    It `is_there`, or is brought and should be there `on` that day; `with_her` it is at home.
    `is_reserved` is what she may let go herself. Without a store nobody knows where she sees it.
    """

    item_id: int
    purpose: str
    until: dt.datetime | None
    zone: str
    store_id: int | None
    is_there: bool
    on: dt.date | None = None
    with_her: bool = False

    @property
    def is_reserved(self) -> bool:
        return self.purpose == Claim.Purpose.COLLECTION


@dataclass(frozen=True, slots=True)
class Hers:
    """`listed` are keys of items, newest first; `held` is what is kept for her, by item."""

    listed: list[int] = field(default_factory=list)
    held: dict[int, Hold] = field(default_factory=dict)


def hers(customer: Customer | None) -> Hers:
    """One query, none for a stranger."""
    if not customer:
        return Hers()
    rows = HERS.rows(
        customer.pk, list(Transfer.OPEN), str(customer.public_id), customer.pk
    )  # fmt: skip
    listed = [item_id for added_at, item_id, *_ in rows if added_at is not None]
    held = [_hold(row) for added_at, *row in rows if added_at is None]
    return Hers(listed, {one.item_id: one for one in held})


def _hold(row: list) -> Hold:
    item_id, purpose, until, kind, zone, lies_in, comes_to, on = row
    in_a_store = kind == Location.Kind.STORE
    store = comes_to or (lies_in if in_a_store else None)
    return Hold(
        item_id, purpose, until, zone, store, is_there=in_a_store and lies_in == store, on=on,
        with_her=kind == Location.Kind.CUSTOMER,
    )  # fmt: skip
