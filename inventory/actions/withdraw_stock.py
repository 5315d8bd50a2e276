"""Pieces that were never ours any more: a supplier's list no longer has them."""

from dataclasses import dataclass

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..ledger import Step, post
from ..locks import lock_stock
from ..models import StockMovement


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The items whose free pieces left, and those that stay since somebody holds a piece."""

    items: list[int]
    held: list[int]


@transaction.atomic
def withdraw_stock(*, item_ids: list[int], lot_id: int, cause: str, actor: Actor) -> Withdrawn:
    """Take what lies in this lot out of stock; what is held stays, and is named.

    The items remain, with their story: they read "no longer available".
    """
    locked = lock_stock(item_ids)
    lying = [r for r in locked.records.values() if r.lot_id == lot_id and r.on_hand]
    held = {record.item_id for record in lying if record.claimed}
    leaving = [record for record in lying if record.item_id not in held]
    reason = StockMovement.Reason.WITHDRAWN
    post(
        [Step(record, -record.on_hand, reason) for record in leaving],
        locked=locked, actor=actor, cause=cause,
    )  # fmt: skip
    gone = sorted({record.item_id for record in leaving})
    changed({*gone, *locked.freed})
    return Withdrawn(gone, sorted(held))
