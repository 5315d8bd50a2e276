"""The shelf and the book differ, and somebody says why."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import models, transaction

from omni.lib.actors import Actor

from ..assemblies import check_not_set
from ..changes import changed
from ..errors import AlreadyThere, BadQuantity, NotSoMany, PiecesClaimed, ReasonNeeded
from ..ledger import Step, check_lie_still, ensure_records, post, record_at
from ..locks import Locked, lock_stock
from ..models import Item, Location, Lot, Parcel, StockMovement, StockRecord
from .receive import owned


class Why(models.TextChoices):
    LOST = "lost", "Lost"
    STOLEN = "stolen", "Stolen"
    DAMAGED = "damaged", "Damaged"
    FOUND = "found", "Found"
    MISCOUNTED = "miscounted", "Counted wrongly before"
    MISWEIGHED = "misweighed", "Weighed wrongly before"
    SAMPLE = "sample", "Used as a sample"


FEWEST_WORDS = 3  # letters


@dataclass(frozen=True, slots=True)
class Adjustment:
    """`delta` pieces more or fewer; `carats` (ct) is a parcel's change of weight, alone or too."""

    item: Item
    location: Location
    delta: int
    lot: Lot | None = None
    carats: Decimal | None = None


@transaction.atomic
def adjust_stock(
    *, lines: list[Adjustment], why: str, words: str, actor: Actor
) -> list[StockRecord]:
    """Correct the book by all lines or none; `why` is one of `Why`, `words` says it in full.

    Held pieces can't be adjusted away. Raises `ReasonNeeded`, `BadQuantity`, `OnTheWay`,
    `NotSoMany`, `PiecesClaimed`, and `AlreadyThere` for a second piece of a thing that is one of a
    kind.
    """
    words = words.strip()
    if why not in Why.values or len(words) < FEWEST_WORDS:
        raise ReasonNeeded
    if not lines or any(line.delta == 0 and not line.carats for line in lines):
        raise BadQuantity
    check_lie_still(line.location for line in lines if line.delta)
    lots = {line: line.lot or owned() for line in lines}
    ensure_records((line.item.pk, line.location.pk, lots[line].pk) for line in lines)
    locked = lock_stock(line.item.pk for line in lines)
    parcels = set(Parcel.objects.filter(pk__in=locked.items).values_list("pk", flat=True))
    steps = [_step(line, lots[line], locked, line.item.pk in parcels) for line in lines]
    for item in locked.items.values():
        _fits(item, steps, locked)
    check_not_set(line.item for line in lines if line.delta > 0)
    post(steps, locked=locked, actor=actor, cause=f"{why}: {words}"[:80])
    changed(locked.items)
    return [step.record for step in steps]


def _step(line: Adjustment, lot: Lot, locked: Locked, is_parcel: bool) -> Step:
    if line.carats is not None and not is_parcel:
        raise BadQuantity("Only a parcel has a weight of its own.")
    if is_parcel and line.delta > 0 and not line.carats:
        raise BadQuantity("Weigh what was found: a parcel has pieces and carats.")
    record = record_at(locked, line.item.pk, line.location.pk, lot.pk)
    return Step(record, line.delta, StockMovement.Reason.ADJUSTED, carats=line.carats)


def _fits(item: Item, steps: list[Step], locked: Locked) -> None:
    for record in locked.records_of(item.pk):
        mine = [step for step in steps if step.record is record]
        left = record.on_hand + sum(step.delta for step in mine)
        if left < 0:
            raise NotSoMany(f"There are {record.on_hand} pieces of {item.sku} there.")
        if left < record.claimed:
            raise PiecesClaimed(f"{record.claimed} of {item.sku} there are held for somebody.")
        weight = (record.carats or Decimal(0)) + sum(step.carats or Decimal(0) for step in mine)
        is_weighed = any(step.carats is not None for step in mine)
        if is_weighed and (weight < 0 or (weight == 0) != (left == 0)):
            raise BadQuantity("Pieces weigh something, and nothing weighs nothing.")
    pieces = sum(record.on_hand for record in locked.records_of(item.pk))
    added = sum(step.delta for step in steps if step.record.item_id == item.pk)
    if item.is_serial and pieces + added > 1:
        raise AlreadyThere(f"{item.sku} is one of a kind and in stock already.")
