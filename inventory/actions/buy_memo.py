"""A supplier's piece becomes ours, where it lies and for whom it is held."""

from decimal import Decimal

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..foreign import foreign_record
from ..ledger import Step, ensure_records, part, post, record_at, share
from ..locks import lock_stock
from ..models import Claim, Item, Location, Lot, StockMovement, StockRecord
from .receive import owned
from .set_cost import set_cost

Reason = StockMovement.Reason


@transaction.atomic
def buy_memo(
    *, item: Item, location: Location, lot: Lot, quantity: int, cost: Decimal, actor: Actor
) -> None:
    """Move so many pieces from the supplier's lot into our own; `cost` is what one costs us.

    Free pieces first; if that isn't enough, holds go along. Raises `NotOnMemo`, `NotSoMany`,
    `BadPrice`.
    """
    ours = owned()
    ensure_records([(item.pk, location.pk, ours.pk)])
    locked = lock_stock([item.pk])
    source = foreign_record(locked, item.pk, location, lot, quantity, free=False)
    target = record_at(locked, item.pk, location.pk, ours.pk)
    going = _holds(source, quantity - (source.on_hand - source.claimed))
    weight = share(source, quantity) if source.carats is not None else None
    held = sum(claim.quantity for claim in going)
    Claim.objects.filter(pk__in=[claim.pk for claim in going]).update(record=target)
    steps = [
        Step(source, -quantity, Reason.BOUGHT, -held, None if weight is None else -weight),
        Step(target, quantity, Reason.BOUGHT, held, weight),
    ]
    post(steps, locked=locked, actor=actor, cause=f"memo:{lot.memo_number}"[:80])
    set_cost(item=item, cost=cost, actor=actor, cause=f"memo:{lot.memo_number}")
    changed([item.pk])


def _holds(source: StockRecord, pieces: int) -> list[Claim]:
    """Live claims of so many pieces, the last one parted where it has more."""
    going: list[Claim] = []
    held = Claim.objects.live().filter(item=source.item_id, record=source).order_by("pk")
    for claim in held if pieces > 0 else []:
        if pieces < claim.quantity:
            part(claim, pieces)
        going.append(claim)
        pieces -= claim.quantity
        if pieces <= 0:
            break
    return going
