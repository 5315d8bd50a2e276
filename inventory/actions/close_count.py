"""The count is over: what it found is written down, and the book corrected where it is clear."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.events import emit

from ..changes import changed
from ..corrections import correction
from ..counts import locked_count
from ..events import CountChanged
from ..ledger import ensure_records, post
from ..locks import lock_stock
from ..models import CountLine, Parcel, StockCount
from ..tally import tally
from .receive import owned


@transaction.atomic
def close_count(*, count: StockCount, correct: bool, actor: Actor, why: str = "") -> StockCount:
    """Write a line per item; with `correct`, post what is clear to the ledger, and say `why`.

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
        row = CountLine(
            count=found, item=line.item, expected=line.expected, counted=line.counted,
            outcome=line.outcome,
        )  # fmt: skip
        if line.difference and row.item_id in locked.items:
            steps, row.note = correction(
                row, found, locked, lot, is_parcel=row.item_id in parcels
            )  # fmt: skip
            if correct:
                row.adjusted = sum(step.delta for step in steps)
                post(steps, locked=locked, actor=actor, cause=f"count:{found.public_id}")
        rows.append(row)
    CountLine.objects.bulk_create(rows)
    changed({row.item_id for row in rows if row.adjusted} | locked.freed)
    found.state, found.closed_at, found.closed_by = StockCount.State.CLOSED, locked.at, str(actor)
    if correct:
        found.corrected_at, found.corrected_by = locked.at, str(actor)
        found.corrected_why = why.strip()[:120]
    found.save()
    emit(CountChanged(found.pk))
    return found
