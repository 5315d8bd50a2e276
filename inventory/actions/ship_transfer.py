"""The box leaves: its pieces lie in transit, with whoever they are held for."""

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import NothingToShip
from ..ledger import Step, carry, ensure_records, let_go, part, post, record_at
from ..locks import Locked, lock_stock
from ..models import Transfer, TransferLine
from ..transfers import is_own, lines_of, locked_transfer, on_the_road, save

State = Transfer.State


@transaction.atomic
def ship_transfer(*, transfer: Transfer, actor: Actor, carrier: str = "") -> Transfer:
    """Send what is packed and still there; what isn't packed is free again.

    A piece that was sold meanwhile, or held for somebody else after its hold here had ended, stays.
    Raises `TransferMovedOn`, and `NothingToShip` when nothing of it can leave.
    """
    found = locked_transfer(transfer, State.PICKED)
    lines, road = lines_of(found), on_the_road()
    ensure_records((line.item_id, road.pk, line.lot_id) for line in lines)
    locked = lock_stock(line.item_id for line in lines)
    for line in lines:  # one by one: what a line takes the next one can't
        steps = _leaves(line, found, road.pk, locked)
        post(steps, locked=locked, actor=actor, cause=f"transfer:{found.public_id}")
    if not any(line.shipped for line in lines):
        raise NothingToShip
    TransferLine.objects.bulk_update(lines, ["shipped", "claim"])
    changed(locked.items)
    return save(
        found, state=State.SHIPPED, shipped_at=locked.at, shipped_by=str(actor),
        carrier=carrier[:80],
    )  # fmt: skip


def _leaves(line: TransferLine, transfer: Transfer, road: int, locked: Locked) -> list[Step]:
    """Both legs of what can go, the hold parted or ended where fewer go than it has."""
    source = record_at(locked, line.item_id, transfer.source_id, line.lot_id)
    claim = line.claim
    if claim is not None:
        claim.refresh_from_db()  # as it is after the wait
        if claim.consumed_at or (claim.is_live and claim.record_id != source.pk):
            return []
        if not claim.is_live:
            claim = line.claim = None
    held = claim.quantity if claim else 0
    line.shipped = min(line.picked, held + source.on_hand - source.claimed)
    if claim and is_own(claim, transfer) and line.shipped < held:
        let_go([part(claim, line.shipped) if line.shipped else claim], "not sent", locked=locked)
    elif claim and line.shipped < held:
        line.shipped = 0  # hers stays together, where it lies
    if not line.shipped:
        return []
    target = record_at(locked, line.item_id, road, line.lot_id)
    return carry(source, target, line.shipped, [claim] if claim else [])
