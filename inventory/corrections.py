"""How a count puts the book right: what is clear is posted, the rest is said in a note."""

from django.db.models import Max

from .ledger import Step, record_at
from .locks import Locked
from .models import CountLine, Lot, StockCount, StockMovement

COUNTED = StockMovement.Reason.COUNTED


def correction(
    line: CountLine, count: StockCount, locked: Locked, lot: Lot, *, is_parcel: bool
) -> tuple[list[Step], str]:
    """The steps that would put the book right, and what a person has to know of the rest.

    `lot` takes what was found where the book has none of it; its record is locked too.
    """
    if is_parcel:
        return [], "Weigh it, then correct pieces and carats together."
    difference = line.counted - line.expected
    if difference < 0:
        return _missing(line, -difference, count, locked)
    if line.item.is_serial and (why := _elsewhere(line, locked)):
        return [], why
    here = [r for r in locked.records_of(line.item_id) if r.location_id == count.location_id]
    record = next((r for r in here if r.on_hand), None) or record_at(
        locked, line.item_id, count.location_id, lot.pk
    )
    return [Step(record, difference, COUNTED)], ""


def _missing(
    line: CountLine, wanted: int, count: StockCount, locked: Locked
) -> tuple[list[Step], str]:
    steps = []
    for record in locked.records_of(line.item_id):
        if record.location_id == count.location_id and wanted:
            number = min(wanted, record.on_hand - record.claimed)
            if number:
                steps.append(Step(record, -number, COUNTED))
                wanted -= number
    return steps, f"{wanted} held for somebody: look again, then end the hold." if wanted else ""


def _elsewhere(line: CountLine, locked: Locked) -> str:
    for record in locked.records_of(line.item_id):
        if record.on_hand:
            return f"The book has it at {record.location.name}."
    moves = StockMovement.objects.filter(item_id=line.item_id)
    last = moves.filter(pk=moves.aggregate(last=Max("pk"))["last"]).first()
    if last and last.reason in (StockMovement.Reason.SOLD, StockMovement.Reason.ASSEMBLED):
        word = "sold" if last.reason == StockMovement.Reason.SOLD else "set in a finished piece"
        return f"The book says {word} on {last.at:%d %B %Y}."
    return ""
