"""The count is over: what it found is written down, and the book corrected where it is clear."""

from django.db import transaction
from django.db.models import Max

from omni.lib.actors import Actor

from ..changes import changed
from ..counts import locked_count
from ..ledger import Step, ensure_records, post, record_at
from ..locks import Locked, lock_stock
from ..models import CountLine, Parcel, StockCount, StockMovement
from ..tally import Tally, tally
from .receive import owned

COUNTED = StockMovement.Reason.COUNTED


@transaction.atomic
def close_count(*, count: StockCount, correct: bool, actor: Actor) -> StockCount:
    """Write a line per item; with `correct`, post what is clear to the ledger.

    Not clear, and left to people with a note: a missing piece that is held for somebody, a piece
    that is one of a kind and that the book has elsewhere or calls sold, the weight of a parcel.
    Raises `CountOver`.
    """
    found = locked_count(count)
    first = tally(found)
    lot, place = owned(), found.location_id
    ensure_records((line.item.pk, place, lot.pk) for line in first if line.difference > 0)
    locked = lock_stock(line.item.pk for line in first if line.difference)
    lines = tally(found)  # what was sold while we waited counts as sold
    parcels = set(
        Parcel.objects.filter(pk__in=[line.item.pk for line in lines]).values_list("pk", flat=True)
    )
    rows = []
    for line in lines:
        steps, note = [], ""
        if line.difference and line.item.pk in locked.items:
            steps, note = _correction(line, found, locked, is_parcel=line.item.pk in parcels)
        if steps and correct:
            post(steps, locked=locked, actor=actor, cause=f"count:{found.public_id}")
        rows.append(
            CountLine(
                count=found, item=line.item, expected=line.expected, counted=line.counted,
                outcome=line.outcome, note=note,
                adjusted=sum(step.delta for step in steps) if correct else 0,
            )
        )  # fmt: skip
    CountLine.objects.bulk_create(rows)
    changed({row.item_id for row in rows if row.adjusted} | locked.freed)
    found.state, found.closed_at, found.closed_by = StockCount.State.CLOSED, locked.at, str(actor)
    found.save(update_fields=["state", "closed_at", "closed_by"])
    return found


def _correction(
    line: Tally, count: StockCount, locked: Locked, *, is_parcel: bool
) -> tuple[list[Step], str]:
    """The steps that would put the book right, and what a person has to know of the rest."""
    if is_parcel:
        return [], "Weigh it, then correct pieces and carats together."
    if line.difference < 0:
        return _missing(line, count, locked)
    if line.item.is_serial and (why := _elsewhere(line, locked)):
        return [], why
    here = [r for r in locked.records_of(line.item.pk) if r.location_id == count.location_id]
    record = next((r for r in here if r.on_hand), None) or record_at(
        locked, line.item.pk, count.location_id, owned().pk
    )
    return [Step(record, line.difference, COUNTED)], ""


def _missing(line: Tally, count: StockCount, locked: Locked) -> tuple[list[Step], str]:
    wanted, steps = -line.difference, []
    for record in locked.records_of(line.item.pk):
        if record.location_id == count.location_id and wanted:
            number = min(wanted, record.on_hand - record.claimed)
            if number:
                steps.append(Step(record, -number, COUNTED))
                wanted -= number
    return steps, f"{wanted} held for somebody: look again, then end the hold." if wanted else ""


def _elsewhere(line: Tally, locked: Locked) -> str:
    for record in locked.records_of(line.item.pk):
        if record.on_hand:
            return f"The book has it at {record.location.name}."
    moves = StockMovement.objects.filter(item=line.item)
    last = moves.filter(pk=moves.aggregate(last=Max("pk"))["last"]).first()
    if last and last.reason in (StockMovement.Reason.SOLD, StockMovement.Reason.ASSEMBLED):
        word = "sold" if last.reason == StockMovement.Reason.SOLD else "set in a finished piece"
        return f"The book says {word} on {last.at:%d %B %Y}."
    return ""
