"""Pieces arrive: the ledger's first movement of them."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from omni.lib.actors import Actor

from ..assemblies import check_not_set
from ..changes import changed
from ..errors import AlreadyThere, BadQuantity
from ..ledger import Step, check_lie_still, ensure_records, post, record_at
from ..locks import Locked, lock_stock
from ..models import Item, Location, Lot, Parcel, StockMovement, StockRecord


@dataclass(frozen=True, slots=True)
class ReceiveLine:
    """`carats` is the weight in ct of a parcel's pieces, and belongs to a parcel only."""

    item: Item
    location: Location
    quantity: int = 1
    lot: Lot | None = None
    carats: Decimal | None = None


def owned() -> Lot:
    """The lot of our own pieces."""
    lot, _ = Lot.objects.get_or_create(ownership=Lot.Ownership.OWNED, supplier=None, memo_number="")
    return lot


@transaction.atomic
def receive_stock(*, lines: list[ReceiveLine], cause: str, actor: Actor) -> list[StockRecord]:
    """Add pieces to their places, all lines or none; `cause` is a reference like `import:<uuid>`.

    Raises `BadQuantity`, `OnTheWay`, and `AlreadyThere` for a second piece of a thing that is one
    of a kind.
    """
    if any(line.quantity < 1 for line in lines):
        raise BadQuantity
    check_lie_still(line.location for line in lines)
    lots = {line: line.lot or owned() for line in lines}
    ensure_records([(line.item.pk, line.location.pk, lots[line].pk) for line in lines])
    locked = lock_stock(line.item.pk for line in lines)
    _one_of_a_kind(lines, locked)
    check_not_set(locked.items.values())
    parcels = set(Parcel.objects.filter(pk__in=locked.items).values_list("pk", flat=True))
    steps = []
    for line in lines:
        item = locked.items[line.item.pk]
        if (item.pk in parcels) != (line.carats is not None and line.carats > 0):
            raise BadQuantity("A parcel has a weight in carats, and nothing else has.")
        record = record_at(locked, item.pk, line.location.pk, lots[line].pk)
        steps.append(Step(record, line.quantity, StockMovement.Reason.RECEIVED, carats=line.carats))
    post(steps, locked=locked, actor=actor, cause=cause)
    changed(line.item.pk for line in lines)
    return [step.record for step in steps]


def _one_of_a_kind(lines: list[ReceiveLine], locked: Locked) -> None:
    for item in locked.items.values():
        coming = sum(line.quantity for line in lines if line.item.pk == item.pk)
        if item.is_serial and coming + sum(r.on_hand for r in locked.records_of(item.pk)) > 1:
            raise AlreadyThere(f"{item.sku} is one of a kind and in stock already.")
