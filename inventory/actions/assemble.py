"""A setting and a stone become a finished ring."""

from dataclasses import dataclass

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.ids import public_id

from ..changes import changed
from ..errors import AlreadyThere, BadQuantity, Insufficient, Short
from ..fitting import check_fit
from ..ledger import Step, ensure_records, let_go, post
from ..ledger import part as part_claim
from ..locks import Locked, lock_stock
from ..models import (
    Assembly,
    AssemblyPart,
    Claim,
    Item,
    Location,
    StockMovement,
    StockRecord,
)  # fmt: skip
from .claim import ClaimLine, claim_stock
from .receive import owned

Reason = StockMovement.Reason


@dataclass(frozen=True, slots=True)
class Part:
    item: Item
    quantity: int = 1


@transaction.atomic
def assemble(
    *, item: Item, parts: list[Part], location: Location, actor: Actor, holder: str = ""
) -> Assembly:
    """Put `parts` of this place together into one piece of `item`, which is one of a kind.

    Parts are free, or held by `holder`, and then the finished piece is held for her firmly as
    long as her longest hold ran. Raises `DoesntFit`, `BadQuantity`, `AlreadyThere`,
    `Insufficient` with every short part.
    """
    if not parts or not item.is_serial or any(part.quantity < 1 for part in parts):
        raise BadQuantity("A finished piece is one of a kind and is made of parts.")
    check_fit([part.item for part in parts])
    ensure_records([(item.pk, location.pk, owned().pk)])
    locked = lock_stock([item.pk, *(part.item.pk for part in parts)])
    made = Assembly.objects.filter(item=item, taken_apart_at=None)
    if made.exists() or any(record.on_hand for record in locked.records_of(item.pk)):
        raise AlreadyThere("This piece was made before: a new one has a number of its own.")
    steps, short = [], []
    for part in parts:
        found, missing = _take(part, location, holder, locked)
        steps += found
        if missing:
            free = part.quantity - missing
            short.append(Short(part.item.pk, part.item.sku, part.quantity, free))
    if short:
        raise Insufficient(short)
    hers = _hers(steps, holder, locked)
    target = next(
        r for r in locked.records_of(item.pk)
        if (r.location_id, r.lot_id) == (location.pk, owned().pk)
    )  # fmt: skip
    assembly = Assembly.objects.create(
        public_id=public_id(), item=item, location=location, made_at=locked.at,
        made_by=str(actor),
    )  # fmt: skip
    before = {step.record.pk: step.record.carats for step in steps}
    post(
        [*steps, Step(target, 1, Reason.ASSEMBLED)], locked=locked, actor=actor,
        cause=f"assembly:{assembly.public_id}",
    )  # fmt: skip
    AssemblyPart.objects.bulk_create(
        AssemblyPart(
            assembly=assembly, item_id=step.record.item_id, lot_id=step.record.lot_id,
            quantity=-step.delta, carats=_weight(step, before),
        )
        for step in steps
    )  # fmt: skip
    changed(locked.items)
    if hers:
        claim_stock(
            lines=[ClaimLine(item.pk, 1, location.pk)], purpose=hers[0].purpose, holder=holder,
            expires_at=_longest(hers), note=hers[0].note, actor=actor,
        )  # fmt: skip
    return assembly


def _take(part: Part, location: Location, holder: str, locked: Locked) -> tuple[list[Step], int]:
    """Hers and what is free, from the lots of this place in turn; and how many are missing."""
    wanted, steps = part.quantity, []
    for record in locked.records_of(part.item.pk):
        if record.location_id != location.pk:
            continue
        held = sum(c.quantity for c in _claims(record, holder))
        number = min(wanted, record.on_hand - record.claimed + held)
        if number > 0:
            steps.append(Step(record, -number, Reason.ASSEMBLED))
            wanted -= number
    return steps, wanted


def _claims(record: StockRecord, holder: str) -> list[Claim]:
    if not holder:
        return []
    return list(Claim.objects.live().filter(record=record, holder=holder).order_by("pk"))


def _hers(steps: list[Step], holder: str, locked: Locked) -> list[Claim]:
    """Her holds on the parts end: what she holds from now on is the finished piece."""
    ended = []
    for step in steps:
        needed = -step.delta
        for claim in _claims(step.record, holder):
            if needed and claim.quantity > needed:
                part_claim(claim, needed)
            if needed:
                ended.append(claim)
                needed -= claim.quantity
    let_go(ended, "set in a finished piece", locked=locked)
    return ended


def _longest(claims: list[Claim]):
    times = [claim.expires_at for claim in claims]
    return None if None in times else max(times)


def _weight(step: Step, before: dict):
    carats = before[step.record.pk]
    return None if carats is None else carats - step.record.carats
