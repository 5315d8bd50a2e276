"""What was sold comes back: to the shelf, or to be looked at first."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum

from omni.lib.actors import Actor

from ..assemblies import check_not_set
from ..changes import changed
from ..errors import AlreadyThere, BadQuantity, NotSold
from ..ledger import Step, check_lie_still, ensure_records, post, record_at
from ..locks import Locked, lock_stock
from ..models import Location, StockMovement, StockRecord

Reason = StockMovement.Reason


@dataclass(frozen=True, slots=True)
class Back:
    item_id: int
    quantity: int = 1


@transaction.atomic
def return_stock(
    *, lines: list[Back], cause: str, location: Location, actor: Actor
) -> list[StockRecord]:
    """Take back pieces that left under `cause` (`order:<uuid>`), into the lot they left from.

    No more than were sold under it and haven't come back. Raises `BadQuantity`, `OnTheWay`,
    `NotSold`, and `AlreadyThere` when a thing that is one of a kind is in stock.
    """
    if not lines or any(line.quantity < 1 for line in lines):
        raise BadQuantity
    check_lie_still([location])
    ids = {line.item_id for line in lines}
    sold = _lots(ids, cause)
    ensure_records((item_id, location.pk, lot_id) for item_id, lot_id in sold)
    locked = lock_stock(ids)
    check_not_set(locked.items.values())
    left = _still_out(ids, cause)
    steps: list[Step] = []
    for line in lines:
        steps += _steps(line, left, location, locked)
    post(steps, locked=locked, actor=actor, cause=cause)
    changed(ids)
    return [step.record for step in steps]


def _movements(ids: set[int], cause: str):
    moved = StockMovement.objects.filter(item_id__in=ids, cause=cause)
    return moved.filter(reason__in=(Reason.SOLD, Reason.RETURNED))


def _lots(ids: set[int], cause: str) -> set[tuple[int, int]]:
    return set(_movements(ids, cause).values_list("item_id", "record__lot_id"))


def _still_out(ids: set[int], cause: str) -> dict[tuple[int, int], tuple[int, object]]:
    """{(item, lot): (pieces, carats)} that were sold under `cause` and are not back."""
    rows = _movements(ids, cause).values_list("item_id", "record__lot_id")
    sums = rows.annotate(pieces=Sum("delta"), weight=Sum("carats")).order_by("record__lot_id")
    return {(item, lot): (-pieces, weight) for item, lot, pieces, weight in sums}


def _steps(line: Back, left: dict, location: Location, locked: Locked) -> list[Step]:
    item, wanted, steps = locked.items[line.item_id], line.quantity, []
    if item.is_serial and any(record.on_hand for record in locked.records_of(item.pk)):
        raise AlreadyThere(f"{item.sku} is one of a kind and in stock already.")
    for (item_id, lot_id), (pieces, weight) in left.items():
        back = min(wanted, pieces) if item_id == line.item_id else 0
        if back <= 0:
            continue
        carats = None if weight is None else round(-weight * back / pieces, 2)
        record = record_at(locked, item_id, location.pk, lot_id)
        steps.append(Step(record, back, Reason.RETURNED, carats=carats))
        left[item_id, lot_id] = (pieces - back, None if weight is None else weight + carats)
        wanted -= back
    if wanted:
        raise NotSold(f"{line.quantity - wanted} of {item.sku} are still out under that sale.")
    return steps
