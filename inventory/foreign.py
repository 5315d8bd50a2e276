"""Pieces that are a supplier's and lie with us."""

from .errors import NotOnMemo, NotSoMany, PiecesClaimed
from .locks import Locked
from .models import Location, Lot, StockRecord

FOREIGN = (Lot.Ownership.MEMO_IN, Lot.Ownership.CONSIGNMENT)


def foreign_record(
    locked: Locked, item_id: int, location: Location, lot: Lot, quantity: int, *, free: bool
) -> StockRecord:
    """The record of a supplier's pieces at this place, of which there are so many.

    With `free`, so many that nobody holds. Raises `NotOnMemo`, `NotSoMany`, `PiecesClaimed`.
    """
    if lot.ownership not in FOREIGN:
        raise NotOnMemo
    found = [
        record
        for record in locked.records_of(item_id)
        if (record.location_id, record.lot_id) == (location.pk, lot.pk)
    ]
    if not found or found[0].on_hand < quantity or quantity < 1:
        raise NotSoMany
    if free and found[0].on_hand - found[0].claimed < quantity:
        raise PiecesClaimed
    return found[0]
