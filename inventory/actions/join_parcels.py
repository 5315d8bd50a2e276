"""All of one parcel joins another."""

from django.db import transaction

from omni.lib.actors import Actor

from ..errors import NotAParcel, NotSoMany
from ..locks import lock_stock
from ..models import Item, Location, Lot, Parcel, StockMovement
from .receive import owned
from .split_parcel import split_parcel


@transaction.atomic
def join_parcels(
    *, source: Item, target: Item, location: Location, actor: Actor, lot: Lot | None = None
) -> None:
    """Every piece of `source` at this place, with its weight, becomes `target`'s.

    Raises `NotAParcel`, `NotSoMany` when there is none, `PiecesClaimed`.
    """
    lot = lot or owned()
    if Parcel.objects.filter(pk__in=(source.pk, target.pk)).count() != 2:
        raise NotAParcel
    locked = lock_stock([source.pk, target.pk])
    place = (location.pk, lot.pk)
    found = [r for r in locked.records_of(source.pk) if (r.location_id, r.lot_id) == place]
    if not found or not found[0].on_hand:
        raise NotSoMany
    split_parcel(
        source=source, target=target, location=location, pieces=found[0].on_hand,
        carats=found[0].carats, lot=lot, reason=StockMovement.Reason.JOINED, actor=actor,
    )  # fmt: skip
