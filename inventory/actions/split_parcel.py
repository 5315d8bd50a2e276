"""Melee goes from one parcel into another: pieces and carats, none of them lost."""

from decimal import Decimal

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import BadQuantity, NotAParcel, NotSoMany, PiecesClaimed
from ..ledger import Step, ensure_records, post, record_at
from ..locks import lock_stock
from ..models import Item, Location, Lot, Parcel, StockMovement
from .receive import owned

Reason = StockMovement.Reason


@transaction.atomic
def split_parcel(
    *,
    source: Item,
    target: Item,
    location: Location,
    pieces: int,
    carats: Decimal,
    actor: Actor,
    lot: Lot | None = None,
    reason: str = Reason.SPLIT,
) -> None:
    """Weigh `carats` (ct) of `pieces` out of one parcel into another, at one place, in one lot.

    Taking all pieces takes all the weight, and only that. Raises `NotAParcel`, `BadQuantity`,
    `NotSoMany`, `PiecesClaimed`.
    """
    if source.pk == target.pk or Parcel.objects.filter(pk__in=(source.pk, target.pk)).count() != 2:
        raise NotAParcel
    if pieces < 1 or carats <= 0 or carats != carats.quantize(Decimal("0.01")):
        raise BadQuantity
    lot = lot or owned()
    ensure_records([(i.pk, location.pk, lot.pk) for i in (source, target)])
    locked = lock_stock([source.pk, target.pk])
    giving = record_at(locked, source.pk, location.pk, lot.pk)
    taking = record_at(locked, target.pk, location.pk, lot.pk)
    if pieces > giving.on_hand:
        raise NotSoMany
    if pieces > giving.on_hand - giving.claimed:
        raise PiecesClaimed
    left = giving.carats - carats
    if left < 0 or (left == 0) != (pieces == giving.on_hand):
        raise BadQuantity("What stays weighs something, and nothing weighs nothing.")
    steps = [Step(giving, -pieces, reason, carats=-carats), Step(taking, pieces, reason, 0, carats)]
    post(steps, locked=locked, actor=actor, cause=f"parcel:{target.sku}"[:80])
    changed(locked.items)
