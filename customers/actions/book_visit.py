"""Book a visit: a slot in a store, with the pieces held until after it."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim, Item
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.spoken import clock_time
from staff.models import Closure, OpeningHours, Store

from ..errors import BadTime
from ..locks import lock_customer
from ..models import Appointment, AppointmentItem, Customer
from ..timeline import record

LENGTH = dt.timedelta(minutes=45)
HELD_AFTER = dt.timedelta(hours=2)
AHEAD = dt.timedelta(days=120)


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

    The holds end `HELD_AFTER` the slot, or when what she had reserved of them would have ended,
    whichever is later. Raises `BadTime` outside the store's hours, in the past
    or too far ahead, and `inventory.errors.Insufficient`.
    """
    check_time(store, starts_at)
    customer = lock_customer(customer)
    booking = Appointment.objects.create(
        customer=customer, store=store, starts_at=starts_at, ends_at=starts_at + LENGTH,
        companion=companion[:40], note=note[:300], booked_by=str(actor),
    )  # fmt: skip
    claims, holder = [], f"customer:{customer.public_id}"
    if items:
        claims = claim_stock(
            lines=[ClaimLine(item.pk) for item in items],
            purpose=Claim.Purpose.APPOINTMENT,
            holder=f"appointment:{booking.public_id}",
            also=(holder,),
            expires_at=_until(booking, holder, items),
            actor=actor,
        )
    AppointmentItem.objects.bulk_create(
        AppointmentItem(appointment=booking, item_id=claim.item_id, claim=claim.public_id)
        for claim in claims
    )
    local = store.local(starts_at)
    when = f"{local:%a} {local.day} {local:%b}, {clock_time(local)}"
    record(
        kind="booked",
        channel="chat" if actor.is_staff else "web",
        actor=actor,
        customer=customer,
        store=store,
        ref=f"appointment:{booking.public_id}",
        facts={"store": store.name, "when": when,
               "pieces": len(claims), "companion": booking.companion},
    )  # fmt: skip
    return booking


def _until(booking: Appointment, holder: str, items: list[Item]) -> dt.datetime:
    """A booking never takes from her an hour that a reservation had given her."""
    reserved = Claim.objects.live().filter(holder=holder, item__in=items)
    latest = reserved.aggregate(latest=Max("expires_at"))["latest"]
    after = booking.ends_at + HELD_AFTER
    return max(after, latest) if latest else after


def check_time(store: Store, starts_at: dt.datetime) -> None:
    """Raise `BadTime` unless the whole slot lies in the future and in the store's hours."""
    if starts_at <= now():
        raise BadTime("That time has passed.")
    if starts_at > now() + AHEAD:
        raise BadTime("We can book up to four months ahead.")
    local, end = store.local(starts_at), store.local(starts_at + LENGTH)
    closed = Closure.objects.filter(store=store, on=local.date()).first()
    if closed:
        raise BadTime(f"{store.city} is closed that day ({closed.reason}).")
    open_then = OpeningHours.objects.filter(
        store=store, weekday=local.weekday(), opens__lte=local.time(), closes__gte=end.time()
    )
    if local.date() != end.date() or not open_then.exists():
        raise BadTime(f"{store.city} isn’t open then.")
