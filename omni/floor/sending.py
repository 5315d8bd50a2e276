"""Where a piece can be brought here from, and which transfer somebody means."""

import uuid

from django.http import Http404

from inventory.models import Claim, Item, Location, Transfer
from inventory.selectors.availability import availability
from inventory.selectors.calendar import Arrival
from inventory.selectors.stores import soonest
from inventory.selectors.transfers import is_sent_by, open_to
from omni.lib.clock import now
from staff.models import Store


def transfer_of(ref: uuid.UUID, store: Store) -> Transfer:
    """Raises `Http404` for a transfer that this store has nothing to do with."""
    found = open_to(store.pk).filter(public_id=ref).first()
    if found is None:
        raise Http404
    return found


def may_send(transfer: Transfer, store: Store) -> bool:
    return is_sent_by(transfer, store.pk)


def may_receive(transfer: Transfer, store: Store) -> bool:
    return transfer.destination.store_id == store.pk


WAITED_FOR = (Claim.Purpose.APPOINTMENT, Claim.Purpose.COLLECTION)


def may_bring(claim: Claim, booked_in: int | None, asked: Transfer | None, store: Store) -> bool:
    """Whether this is the store where she comes for what is kept elsewhere: she is booked there,
    else it was asked for from there last; and nothing brings it.
    """
    place, timed = claim.record.location, claim.expires_at is not None
    if not timed or claim.purpose not in WAITED_FOR or (asked is not None and asked.is_open):
        return False
    if place.kind not in Location.SELLING or place.store_id == store.pk:
        return False
    return store.pk == (booked_in or (asked and asked.destination.store_id))


def best_source(item: Item, store: Store) -> Arrival | None:
    """The place elsewhere with a free piece that is here soonest; None when there is none."""
    return soonest(availability([item.pk])[item.pk], store, now(), staff=True)
