"""A supplier's pieces go back to them."""

from dataclasses import dataclass

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..foreign import foreign_record
from ..ledger import Step, post
from ..locks import lock_stock
from ..models import Item, Location, Lot, StockMovement


@dataclass(frozen=True, slots=True)
class Foreign:
    """`quantity` pieces of a supplier's lot at a place."""

    item: Item
    location: Location
    lot: Lot
    quantity: int = 1


@transaction.atomic
def send_back(*, lines: list[Foreign], actor: Actor, note: str = "") -> None:
    """All lines or none; what somebody holds here stays until that ends.

    Raises `NotOnMemo`, `NotSoMany`, `PiecesClaimed`.
    """
    locked = lock_stock(line.item.pk for line in lines)
    reason = StockMovement.Reason.SENT_BACK
    for line in lines:
        record = foreign_record(
            locked, line.item.pk, line.location, line.lot, line.quantity, free=True
        )
        cause = f"memo:{line.lot.memo_number} {note}".strip()[:80]
        post([Step(record, -line.quantity, reason)], locked=locked, actor=actor, cause=cause)
    changed(locked.items)
