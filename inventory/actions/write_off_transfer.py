"""What never arrived is given up, with a reason."""

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import ReasonNeeded
from ..ledger import Step, let_go, post, record_at
from ..locks import lock_stock
from ..models import Claim, StockMovement, Transfer, TransferLine
from ..transfers import lines_of, locked_transfer, on_the_road, save, tell_who_waits

State = Transfer.State


@transaction.atomic
def write_off_transfer(*, transfer: Transfer, why: str, actor: Actor) -> Transfer:
    """Close a short transfer: the pieces still on the way are lost, and so is who held them.

    Raises `ReasonNeeded`, `TransferMovedOn`.
    """
    if len(why.strip()) < 3:
        raise ReasonNeeded
    found, road = locked_transfer(transfer, State.SHORT), on_the_road()
    locked = lock_stock(line.item_id for line in lines_of(found))
    lines = [line for line in lines_of(found) if line.on_the_way]
    steps, ended = [], []
    for line in lines:
        record = record_at(locked, line.item_id, road.pk, line.lot_id)
        claim = Claim.objects.filter(pk=line.claim_id).first()
        if claim is not None and claim.is_live and claim.record_id == record.pk:
            let_go([claim], f"lost on the way: {why}", locked=locked)
            ended.append(claim)
        steps.append(Step(record, -line.on_the_way, StockMovement.Reason.ADJUSTED))
        line.lost += line.on_the_way
    post(steps, locked=locked, actor=actor, cause=f"lost: {why.strip()}"[:80])
    TransferLine.objects.bulk_update(lines, ["lost"])
    changed(locked.items)
    tell_who_waits(found, ended, f"lost on the way, {why.strip()}", actor)
    return save(found, state=State.RECEIVED)
