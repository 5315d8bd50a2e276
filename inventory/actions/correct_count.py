"""What a closed count found is posted to the ledger, by somebody who may and says why."""

from django.db import transaction
from django.db.models import F

from omni.lib.actors import Actor
from omni.lib.events import emit

from ..changes import changed
from ..corrections import correction
from ..errors import CountNotClosed, ReasonNeeded
from ..events import CountChanged
from ..ledger import ensure_records, post
from ..locks import lock_stock
from ..models import CountLine, Parcel, StockCount, StockMovement
from .receive import owned

MOVED_ON = "It has moved since the count: count it again."


@transaction.atomic
def correct_count(*, count: StockCount, why: str, actor: Actor) -> StockCount:
    """Post what is clear of a count that was closed without correcting, once.

    Left to people with a note is what `close_count` leaves, and what came or went at the place
    since: its difference may be settled already. Raises `ReasonNeeded`, `CountNotClosed`.
    """
    if len(why.strip()) < 3:
        raise ReasonNeeded
    found = StockCount.objects.select_for_update(no_key=True).get(pk=count.pk)
    if found.state != StockCount.State.CLOSED or found.corrected_at:
        raise CountNotClosed
    lines = list(found.lines.exclude(counted=F("expected")).select_related("item"))
    lot = owned()
    ensure_records(
        (line.item_id, found.location_id, lot.pk) for line in lines if line.counted > line.expected
    )
    locked = lock_stock(line.item_id for line in lines)
    ids = [line.item_id for line in lines]
    since = StockMovement.objects.filter(
        location=found.location_id, item_id__in=ids, at__gt=found.closed_at
    )
    moved = set(since.values_list("item_id", flat=True))
    parcels = set(Parcel.objects.filter(pk__in=ids).values_list("pk", flat=True))
    for line in lines:
        if line.item_id in moved:
            line.note = MOVED_ON
            continue
        steps, line.note = correction(line, found, locked, lot, is_parcel=line.item_id in parcels)
        line.adjusted = sum(step.delta for step in steps)
        post(steps, locked=locked, actor=actor, cause=f"count:{found.public_id}")
    CountLine.objects.bulk_update(lines, ["adjusted", "note"])
    changed({line.item_id for line in lines if line.adjusted} | locked.freed)
    found.corrected_at, found.corrected_by = locked.at, str(actor)
    found.corrected_why = why.strip()[:120]
    found.save(update_fields=["corrected_at", "corrected_by", "corrected_why"])
    emit(CountChanged(found.pk))
    return found
