"""Keep one piece for somebody who comes to a store: one that is there, else what is there first,
which is asked for from where it lies."""

import datetime as dt

from omni.lib.actors import Actor
from omni.lib.whole import whole
from staff.models import Store

from ..errors import Insufficient, Short
from ..locks import lock_stock
from ..models import Claim, Item, Location, Transfer, TransferLine
from ..selectors.availability import Availability, availability
from ..selectors.stores import at_stores
from .claim import ClaimLine, claim_stock
from .request_transfer import Wish, request_transfer


@whole
def claim_for_store(
    *,
    item: Item,
    store: Store,
    purpose: str,
    holder: str,
    expires_at: dt.datetime | None,
    actor: Actor,
    due_on: dt.date | None = None,
) -> Claim:
    """Hold one piece of `item` for `holder`, of those that the web promises.

    What is one of a kind is taken from where it lies. Of what is counted it is a piece of the
    store's, else of the place that sends one there soonest. From elsewhere a transfer is asked for,
    to be there on `due_on`, and the hold goes with it. Raises `Insufficient`.
    """
    place = None if item.is_serial else _place(item, store)
    (claim,) = claim_stock(
        lines=[ClaimLine(item.pk, location_id=place)], purpose=purpose, holder=holder,
        expires_at=expires_at, actor=actor,
    )  # fmt: skip
    _bring(claim, store, due_on, actor)
    return claim


def _bring(claim: Claim, store: Store, due_on: dt.date | None, actor: Actor) -> None:
    """Nothing where it is there, or on its way somewhere already."""
    source = claim.record.location
    here = store.locations.filter(kind=Location.Kind.STORE).order_by("pk").first()
    if here is None or source.store_id == store.pk or source.kind not in Location.SELLING:
        return
    if not TransferLine.objects.filter(claim=claim, transfer__state__in=Transfer.OPEN).exists():
        request_transfer(
            source=source, destination=here, due_on=due_on, actor=actor,
            lines=[Wish(claim.item_id, claim.quantity, claim.public_id)],
        )  # fmt: skip


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
