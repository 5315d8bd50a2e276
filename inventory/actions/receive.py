"""Pieces arrive: the ledger's first movement of them."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import AlreadyThere, BadQuantity
from ..locks import lock_stock
from ..models import Item, Location, Lot, StockMovement, StockRecord


@dataclass(frozen=True, slots=True)
class ReceiveLine:
    item: Item
    location: Location
    quantity: int = 1
    lot: Lot | None = None


def owned() -> Lot:
    """The lot of our own pieces."""
    lot, _ = Lot.objects.get_or_create(ownership=Lot.Ownership.OWNED, supplier=None, memo_number="")
    return lot


@transaction.atomic
def receive_stock(*, lines: list[ReceiveLine], cause: str, actor: Actor) -> list[StockRecord]:
    """Add pieces to their places, all lines or none; `cause` is a reference like `import:<uuid>`.

    Raises `BadQuantity`, and `AlreadyThere` for a second piece of a thing that is one of a kind.
    """
    if any(line.quantity < 1 for line in lines):
        raise BadQuantity
    lots = {line: line.lot or owned() for line in lines}
    ensure_records([(line.item.pk, line.location.pk, lots[line].pk) for line in lines])
    locked = lock_stock(line.item.pk for line in lines)
    here = {(r.item_id, r.location_id, r.lot_id): r for r in locked.records.values()}
    touched = []
    for line in lines:
        record = here[line.item.pk, line.location.pk, lots[line].pk]
        pieces = sum(r.on_hand for r in locked.records_of(line.item.pk)) + line.quantity
        if locked.items[line.item.pk].is_serial and pieces > 1:
            raise AlreadyThere(f"{line.item.sku} is one of a kind and in stock already.")
        record.on_hand += line.quantity
        StockRecord.objects.filter(pk=record.pk).update(on_hand=F("on_hand") + line.quantity)
        touched.append(record)
    StockMovement.objects.bulk_create(
        StockMovement(
            at=locked.at, record=record, item_id=record.item_id, location_id=record.location_id,
            delta=line.quantity, reason=StockMovement.Reason.RECEIVED, actor=str(actor),
            cause=cause,
        )
        for line, record in zip(lines, touched, strict=True)
    )  # fmt: skip
    changed(line.item.pk for line in lines)
    return touched


def ensure_records(places: list[tuple[int, int, int]]) -> None:
    """Make the empty records that are missing, without waiting for anybody's lock on others."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO inventory_stockrecord (item_id, location_id, lot_id, on_hand, claimed)"
            " VALUES (%s, %s, %s, 0, 0) ON CONFLICT (item_id, location_id, lot_id) DO NOTHING",
            sorted(set(places)),
        )
