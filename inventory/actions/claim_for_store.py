"""Keep one piece for somebody who comes to a store: one that is there, else what is there first,
which is asked for from where it lies."""

import datetime as dt

from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.whole import whole
from staff.models import Store

from ..errors import Insufficient, Short
from ..locks import lock_stock
from ..models import Claim, Item
from ..selectors.availability import Availability, PlaceStock, availability
from ..selectors.calendar import arrival
from ..selectors.stores import at_stores, held_until
from .bring_claims import bring_claims
from .claim import ClaimLine, claim_stock


@whole
def claim_for_store(
    *, item: Item, store: Store, purpose: str, holder: str, keep: dt.timedelta, actor: Actor
) -> Claim:
    """Hold one piece of `item` for `holder`, of those that the web promises, or what is hers.

    It is a piece of the store's, else of the place that sends one there soonest, and is held for
    `keep` from when it can be there (`held_until`). From elsewhere a transfer is asked for, to be
    there on that day, and the hold goes with it. Raises `Insufficient`.
    """
    lock_stock([item.pk])  # before looking: its place and its day are of one moment
    place, on, until = _place(item, store, holder)
    (claim,) = claim_stock(
        lines=[ClaimLine(item.pk, location_id=place.location_id)], purpose=purpose, holder=holder,
        expires_at=max(held_until(on, keep, store), until or now()), actor=actor,
    )  # fmt: skip
    if on is not None:
        bring_claims(claims=[claim], store=store, due_on=on, actor=actor)
    return claim


Found = tuple[PlaceStock, dt.date | None, dt.datetime | None]


def _place(item: Item, store: Store, holder: str) -> Found:
    """Where the piece lies, the day it can be in the store (None for one that is there), and until
    when it is hers already.
    """
    state = availability([item.pk])[item.pk]
    (line,) = at_stores(state, [store])
    if line.kind == "way" and line.place:
        return line.place, line.on, None
    here = [place for place in state.selling if place.store_id == store.pk and place.promised]
    if line.kind == "go" and here:
        return here[0], None, None
    return _hers(item, store, holder, state)


def _hers(item: Item, store: Store, holder: str, state: Availability) -> Found:
    """One that is held for her, as while she tries it on; she keeps it as long as she had it."""
    held = Claim.objects.live().filter(item=item, holder=holder).order_by("pk")
    until = dict(held.values_list("record__location", "expires_at"))
    place = next((place for place in state.selling if place.location_id in until), None)
    if place is None:
        raise Insufficient([Short(item.pk, item.sku, 1, 0, is_gone=state.kind == "gone")])
    on = None if place.store_id == store.pk else arrival(place, store, now()).on
    return place, on, until[place.location_id]
