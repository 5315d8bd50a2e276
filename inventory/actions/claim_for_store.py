"""Keep one piece for somebody who comes to a store: one that is there, else what is there first."""

import datetime as dt

from omni.lib.actors import Actor
from omni.lib.whole import whole
from staff.models import Store

from ..errors import Insufficient, Short
from ..locks import lock_stock
from ..models import Claim, Item
from ..selectors.availability import Availability, availability
from ..selectors.stores import at_stores
from .claim import ClaimLine, claim_stock


@whole
def claim_for_store(
    *,
    item: Item,
    store: Store,
    purpose: str,
    holder: str,
    expires_at: dt.datetime | None,
    actor: Actor,
) -> Claim:
    """Hold one piece of `item` for `holder`, of those that the web promises.

    What is one of a kind is taken from where it lies. Of what is counted it is a piece of the
    store's, else of the place that sends one there soonest. Raises `Insufficient`.
    """
    place = None if item.is_serial else _place(item, store)
    (claim,) = claim_stock(
        lines=[ClaimLine(item.pk, location_id=place)], purpose=purpose, holder=holder,
        expires_at=expires_at, actor=actor,
    )  # fmt: skip
    return claim


def _place(item: Item, store: Store) -> int:
    """Of the stock as it is under the lock, so that nobody gets what a place keeps back."""
    lock_stock([item.pk])
    state = availability([item.pk])[item.pk]
    (line,) = at_stores(state, [store])
    if line.kind == "way" and line.place:
        return line.place.location_id
    here = [place for place in state.selling if place.store_id == store.pk and place.promised]
    if line.kind != "go" or not here:
        raise Insufficient([_short(item, state)])
    return here[0].location_id


def _short(item: Item, state: Availability) -> Short:
    return Short(item.pk, item.sku, 1, 0, is_gone=state.kind == "gone")
