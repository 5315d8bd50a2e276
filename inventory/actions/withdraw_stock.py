"""Pieces that were never ours any more: a supplier's list no longer has them."""

from dataclasses import dataclass

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import LiesWithUs
from ..ledger import Step, post
from ..locks import lock_stock
from ..models import Location, Lot, StockMovement


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The items whose free pieces left, and those that stay: held by somebody, or come to us."""

    items: list[int]
    kept: list[int]


@transaction.atomic
def withdraw_stock(*, item_ids: list[int], lot_id: int, cause: str, actor: Actor) -> Withdrawn:
    """Take what lies at the supplier out of stock; what is held or has come to us is named.

    The items remain, with their story: they read "no longer available". Raises `LiesWithUs` for a
    lot that isn't one of those: a memo's pieces are sent back.
    """
    if Lot.objects.get(pk=lot_id).ownership != Lot.Ownership.VIRTUAL:
        raise LiesWithUs
    locked = lock_stock(item_ids)
    lying = [r for r in locked.records.values() if r.lot_id == lot_id and r.on_hand]
    kept = {
        record.item_id
        for record in lying
        if record.claimed or record.location.kind != Location.Kind.SUPPLIER
    }
    leaving = [record for record in lying if record.item_id not in kept]
    reason = StockMovement.Reason.WITHDRAWN
    post(
        [Step(record, -record.on_hand, reason) for record in leaving],
        locked=locked, actor=actor, cause=cause,
    )  # fmt: skip
    gone = sorted({record.item_id for record in leaving})
    changed({*gone, *locked.freed})
    return Withdrawn(gone, sorted(kept))
