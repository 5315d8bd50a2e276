"""Book a visit: a slot in a store, with the pieces held until after it, and brought there."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from inventory.actions.bring_claims import bring_claims
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.replace_transfers import replace_transfers
from inventory.models import Claim, Item
from inventory.selectors.availability import availability
from inventory.selectors.held import items_held_for
from inventory.selectors.stores import nearest
from omni.lib.actors import Actor
from staff.models import Store

from ..bookings import keep, tell_floors, when_of
from ..locks import lock_customer
from ..models import Appointment, AppointmentItem, Customer
from ..selectors.holders import HELD_AFTER, holder_of
from ..slots import LENGTH, check_time
from ..timeline import record


@transaction.atomic
def book_visit(
    *,
    customer: Customer,
    store: Store,
    starts_at: dt.datetime,
    items: list[Item],
    companion: str = "",
    note: str = "",
    actor: Actor,
) -> Appointment:
    """Book `LENGTH` from `starts_at` (aware) and hold every piece for it, or book nothing.

    What is hers already is taken over, else the store's own piece is held, else what can be there
    soonest. From elsewhere it is asked for by that day; what she had reserved for another store
    isn't sent there any more, unless it is packed (`inventory.selectors.coming` says which).
    The holds end `HELD_AFTER` the slot, when what she had reserved of them would have ended, or,
    for what can't be there by that day, when she has had time to see it there; whichever is later.
    Raises `BadTime` outside the store's hours, in the past
    or too far ahead, and `inventory.errors.Insufficient`.
    """
    check_time(store, starts_at)
    customer = lock_customer(customer)
    booking = Appointment.objects.create(
        customer=customer, store=store, starts_at=starts_at, ends_at=starts_at + LENGTH,
        companion=companion[:40], note=note[:300], booked_by=str(actor),
    )  # fmt: skip
    claims = _held(booking, items, actor) if items else []
    AppointmentItem.objects.bulk_create(
        AppointmentItem(appointment=booking, item_id=claim.item_id, claim=claim.public_id)
        for claim in claims
    )
    record(
        kind="booked",
        channel="chat" if actor.is_staff else "web",
        actor=actor,
        customer=customer,
        store=store,
        ref=f"appointment:{booking.public_id}",
        facts={"store": store.name, "when": when_of(booking),
               "pieces": len(claims), "companion": booking.companion},
    )  # fmt: skip
    tell_floors(store)
    return booking


def _held(booking: Appointment, items: list[Item], actor: Actor) -> list[Claim]:
    """Her row is locked, so nothing more is asked for on her holds; then the transfers that she
    doesn't need any more, then stock.
    """
    store, holder = booking.store, f"customer:{booking.customer.public_id}"
    on = store.local(booking.starts_at).date()
    replace_transfers(
        holder=holder, items=items, store=store, why=f"she comes to {store.city}", actor=actor
    )
    stock, hers = availability([item.pk for item in items]), items_held_for([holder])
    places = {pk: None if pk in hers else nearest(one, store) for pk, one in stock.items()}
    claims = claim_stock(
        lines=[ClaimLine(item.pk, location_id=places.get(item.pk)) for item in items],
        purpose=Claim.Purpose.APPOINTMENT,
        holder=holder_of(booking),
        also=(holder,),
        expires_at=_until(booking, holder, items),
        actor=actor,
    )
    bring_claims(claims=claims, store=store, due_on=on, actor=actor)
    keep(booking, claims, actor)
    return claims


def _until(booking: Appointment, holder: str, items: list[Item]) -> dt.datetime:
    """A booking never takes from her an hour that a reservation had given her."""
    reserved = Claim.objects.live().filter(holder=holder, item__in=items)
    latest = reserved.aggregate(latest=Max("expires_at"))["latest"]
    after = booking.ends_at + HELD_AFTER
    return max(after, latest) if latest else after
