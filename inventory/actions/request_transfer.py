"""A place asks another for pieces: they are kept for the way from this moment on."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import database_now
from omni.lib.events import emit
from omni.lib.ids import public_id

from ..changes import changed
from ..errors import BadQuantity, ClaimOver, SamePlace, UnknownClaim
from ..events import TransferChanged
from ..locks import lock_stock
from ..models import Claim, Location, StockRecord, Transfer, TransferLine
from .claim import ClaimLine, claim_stock


@dataclass(frozen=True, slots=True)
class Wish:
    """`quantity` free pieces of an item; or those of somebody's live `claim`, which go with it."""

    item_id: int
    quantity: int = 1
    claim: uuid.UUID | None = None


@transaction.atomic
def request_transfer(
    *,
    source: Location,
    destination: Location,
    lines: list[Wish],
    actor: Actor,
    due_on: dt.date | None = None,
    note: str = "",
) -> Transfer:
    """Hold all lines at `source` for the way to `destination`, or none.

    Raises `SamePlace`, `BadQuantity`, `Insufficient` with every short line, and `UnknownClaim` or
    `ClaimOver` for a claim whose pieces don't lie at `source` or are on their way already.
    """
    if source.pk == destination.pk:
        raise SamePlace
    if not lines or any(line.quantity < 1 for line in lines):
        raise BadQuantity
    transfer = Transfer(
        public_id=public_id(), source=source, destination=destination, due_on=due_on,
        note=note[:200], requested_at=database_now(), requested_by=str(actor),
    )  # fmt: skip
    locked = lock_stock(line.item_id for line in lines)
    theirs = [_theirs(line, source) for line in lines if line.claim is not None]
    free = [ClaimLine(w.item_id, w.quantity, source.pk) for w in lines if w.claim is None]
    kept = claim_stock(
        lines=free, purpose=Claim.Purpose.TRANSFER, holder=f"transfer:{transfer.public_id}",
        expires_at=None, note=f"For {destination.name}"[:120], actor=actor,
    ) if free else []  # fmt: skip
    transfer.save(force_insert=True)
    held = theirs + kept
    lots = dict(
        StockRecord.objects.filter(pk__in=[c.record_id for c in held]).values_list("pk", "lot_id")
    )
    TransferLine.objects.bulk_create(
        TransferLine(
            transfer=transfer, item_id=claim.item_id, lot_id=lots[claim.record_id],
            claim_id=claim.pk, quantity=claim.quantity,
        )
        for claim in held
    )  # fmt: skip
    changed(locked.freed)
    emit(TransferChanged(transfer.pk))
    return transfer


def _theirs(line: Wish, source: Location) -> Claim:
    claim = Claim.objects.select_related("record").filter(public_id=line.claim).first()
    if claim is None or claim.item_id != line.item_id or claim.record.location_id != source.pk:
        raise UnknownClaim
    going = TransferLine.objects.filter(claim=claim, transfer__state__in=Transfer.OPEN)
    if not claim.is_live or claim.quantity != line.quantity or going.exists():
        raise ClaimOver("That hold has ended, has changed, or is on its way already.")
    return claim
