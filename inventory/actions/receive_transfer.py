"""The box arrives, with all of its pieces or fewer."""

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import BadQuantity, MoreThanShipped
from ..ledger import Step, carry, ensure_records, let_go, part, post, record_at
from ..locks import Locked, lock_stock
from ..models import Claim, Transfer, TransferLine
from ..transfers import is_own, lines_of, locked_transfer, on_the_road, save

State = Transfer.State


@transaction.atomic
def receive_transfer(
    *, transfer: Transfer, received: dict[int, int] | None = None, actor: Actor
) -> Transfer:
    """Put what arrived on the shelf: so many pieces by line id, or all that are on the way.

    With fewer it is short: the rest stays in transit until it is found, by receiving again, or
    written off. Holds of people go on where the pieces lie now; the transfer's own end. Raises
    `TransferMovedOn` once all is in, `BadQuantity`, `MoreThanShipped`.
    """
    found = locked_transfer(transfer, State.SHIPPED, State.SHORT)
    lines = lines_of(found)
    asked = received or {}
    if asked.keys() - {line.pk for line in lines} or any(n < 0 for n in asked.values()):
        raise BadQuantity
    ensure_records((line.item_id, found.destination_id, line.lot_id) for line in lines)
    locked = lock_stock(line.item_id for line in lines)
    lines = lines_of(found)  # a sale on the way may have changed them before the lock
    for line in lines:
        number = line.on_the_way if received is None else asked.get(line.pk, 0)
        if number > line.on_the_way:
            raise MoreThanShipped(f"{line.on_the_way} of {line.item.sku} are on the way.")
        steps = _arrives(line, number, found, locked)
        post(steps, locked=locked, actor=actor, cause=f"transfer:{found.public_id}")
    TransferLine.objects.bulk_update(lines, ["received"])
    changed(locked.items)
    short = any(line.on_the_way for line in lines)
    return save(
        found, state=State.SHORT if short else State.RECEIVED, received_at=locked.at,
        received_by=str(actor),
    )  # fmt: skip


def _arrives(line: TransferLine, number: int, transfer: Transfer, locked: Locked) -> list[Step]:
    if not number:
        return []
    source = record_at(locked, line.item_id, on_the_road().pk, line.lot_id)
    target = record_at(locked, line.item_id, transfer.destination_id, line.lot_id)
    claim = Claim.objects.filter(pk=line.claim_id).first()
    travels = claim is not None and claim.is_live and claim.record_id == source.pk
    going: list[Claim] = []
    if travels:
        if claim.quantity > number:
            _keep_the_rest(line, part(claim, number))
        if is_own(claim, transfer):
            let_go([claim], "arrived", locked=locked)
        else:
            going = [claim]
    line.received += number
    return carry(source, target, number, going)


def _keep_the_rest(line: TransferLine, rest: Claim) -> None:
    """What is still on the way goes on being held, and the line follows that hold."""
    TransferLine.objects.filter(pk=line.pk).update(claim=rest)
