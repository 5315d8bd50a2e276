"""What brings a held piece to the store where somebody comes to see it, in words for staff."""

import datetime as dt
import uuid
from dataclasses import dataclass

from omni.lib.clock import now
from omni.lib.spoken import day
from staff.models import Store

from ..models import Claim, Location, Transfer, TransferLine
from .availability import Availability, Kind, availability
from .calendar import arrival, sent_at

State = Transfer.State


@dataclass(frozen=True, slots=True)
class Coming:
    """`kind` is its colour: on its way, or `hold` where somebody has to do something about it.

    `on` is the day it can be there, where that is known; `is_late` when that is after the day by
    which it is wanted.
    """

    word: str
    kind: Kind = "way"
    on: dt.date | None = None
    is_late: bool = False


def coming(wanted: dict[uuid.UUID, dt.date], store: Store) -> dict[uuid.UUID, Coming]:
    """Of each hold (by public id) that isn't in the store: whether its piece is by that day.

    Nothing is said of what is there, or held no longer. Three queries, none without holds.
    """
    if not wanted:
        return {}
    held = Claim.objects.live().filter(public_id__in=wanted).select_related("record__location")
    away = [one for one in held if one.record.location.store_id != store.pk]
    if not away:
        return {}
    lines = TransferLine.objects.filter(claim__in=away, transfer__state__in=Transfer.OPEN)
    lines = lines.select_related("transfer__source", "transfer__destination")
    by_claim = {line.claim_id: line.transfer for line in lines}
    stock = availability([one.item_id for one in away])
    return {
        one.public_id: _said(
            one, by_claim.get(one.pk), stock[one.item_id], store, wanted[one.public_id]
        )
        for one in away
    }


def _said(
    claim: Claim, transfer: Transfer | None, stock: Availability, store: Store, by: dt.date
) -> Coming:
    place = claim.record.location
    if transfer is None:
        return Coming(f"In {_town(place)}, and nothing brings it", "hold")
    source, target = _town(transfer.source), transfer.destination
    if target.store_id != store.pk:
        return Coming(f"{_step(transfer)} from {source} to {_town(target)}", "hold")
    if transfer.state == State.SHORT:
        return Coming(f"Wasn’t in the box from {source}", "hold")
    lies = next((one for one in stock.selling if one.location_id == place.pk), None)
    today, left = store.local(now()).date(), transfer.state == State.SHIPPED or lies is None
    if left:
        on = max(sent_at(transfer.source, store, transfer.shipped_at or now()), today)
    else:
        on = arrival(lies, store, now()).on
    words = f"On its way from {source}" if left else f"From {source}"
    if on > by:
        return Coming(f"{words}, not before {day(on, today)}", "hold", on, is_late=True)
    return Coming(words if left else f"{words}, expected {day(on, today)}", on=on)


def _step(transfer: Transfer) -> str:
    if transfer.state == State.REQUESTED:
        return "Asked for"
    return "Packed to go" if transfer.state == State.PICKED else "On its way"


def _town(place: Location) -> str:
    return (place.city if place.store_id else "") or place.name
