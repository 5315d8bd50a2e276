"""What is held for somebody who comes to a store, and lies elsewhere, is asked for; its hold goes
along."""

import datetime as dt
from collections import defaultdict

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from staff.models import Store

from ..locks import lock_stock
from ..models import Claim, Location, Transfer
from ..selectors.availability import availability
from ..selectors.calendar import arrival
from ..selectors.transfers import is_asked_for
from .request_transfer import Wish, request_transfer


@transaction.atomic
def bring_claims(
    *, claims: list[Claim], store: Store, actor: Actor, due_on: dt.date | None = None
) -> list[Transfer]:
    """Ask each place that has some of them for all of those in one transfer; answers what it asked.

    It is due on `due_on`, else on the day that the calendar says. Nothing is asked for that is in
    the store, on its way already or held no longer, nor by a store without a place of its own.
    """
    lock_stock(claim.item_id for claim in claims)
    here = store.locations.filter(kind=Location.Kind.STORE).order_by("pk").first()
    by_place: dict[Location, list[Claim]] = defaultdict(list)
    held = Claim.objects.live().filter(pk__in=[claim.pk for claim in claims])
    for claim in held.select_related("record__location").order_by("pk"):
        place = claim.record.location
        if (
            place.store_id != store.pk
            and place.kind in Location.SELLING
            and not is_asked_for(claim)
        ):
            by_place[place].append(claim)
    return [
        request_transfer(
            source=place, destination=here, due_on=due_on or _there_on(place, some, store),
            lines=[Wish(one.item_id, one.quantity, one.public_id) for one in some], actor=actor,
        )
        for place, some in by_place.items()
        if here is not None
    ]  # fmt: skip


def _there_on(place: Location, claims: list[Claim], store: Store) -> dt.date:
    lies = availability([claims[0].item_id])[claims[0].item_id].selling
    stock = next(one for one in lies if one.location_id == place.pk)
    return arrival(stock, store, now()).on
