"""What is booked in a store, day by day."""

import datetime as dt
import uuid
from dataclasses import dataclass

from inventory.models import Claim, Item
from inventory.selectors.coming import Coming, coming
from omni.lib.clock import now
from staff.models import Store

from ..models import Appointment, AppointmentItem, Customer
from .called import call
from .holders import holder_of


@dataclass(frozen=True, slots=True)
class Day:
    on: dt.date
    booked: list[Appointment]


def diary(store: Store, first: dt.date, days: int) -> list[Day]:
    """Every day from `first`, in the store's time, with its bookings, those that were called off
    too; one query, two when somebody has no name.
    """
    start = dt.datetime.combine(first, dt.time(), store.tz)
    end = dt.datetime.combine(first + dt.timedelta(days=days), dt.time(), store.tz)
    booked = (
        Appointment.objects.filter(store=store, starts_at__gte=start, starts_at__lt=end)
        .select_related("customer")
        .order_by("starts_at")
    )
    call([one.customer for one in booked])
    by_day: dict[dt.date, list[Appointment]] = {
        first + dt.timedelta(days=ahead): [] for ahead in range(days)
    }
    for one in booked:
        by_day[store.local(one.starts_at).date()].append(one)
    return [Day(on, some) for on, some in by_day.items()]


def pieces_of(
    bookings: list[Appointment], store: Store
) -> dict[int, list[tuple[Item, Coming | None]]]:
    """By booking in this store, each piece to have ready, and what brings it unless it is there;
    five queries at most. None for a visit that was called off.
    """
    on = {one.pk: store.local(one.starts_at).date() for one in bookings}
    to_come = [one for one in bookings if one.state != Appointment.State.CANCELLED]
    rows = AppointmentItem.objects.filter(appointment__in=to_come).select_related("item")
    rows = list(rows.order_by("pk")) if to_come else []
    found = coming({row.claim: on[row.appointment_id] for row in rows if row.claim}, store)
    pieces: dict[int, list[tuple[Item, Coming | None]]] = {pk: [] for pk in on}
    for row in rows:
        pieces[row.appointment_id].append((row.item, found.get(row.claim)))
    return pieces


def not_ready(pieces: list[tuple[Item, Coming | None]]) -> list[tuple[Item, Coming]]:
    """Those of them that can't be there by then, or that nobody brings."""
    return [(item, one) for item, one in pieces if one and one.kind == "hold"]


@dataclass(frozen=True, slots=True)
class Ready:
    """A piece of a visit: whether it is kept for it still, and what brings it if it isn't there."""

    item: Item
    is_kept: bool
    coming: Coming | None


def ready_for(booking: Appointment) -> list[Ready]:
    """Its pieces, in the order in which they were named; six queries at most."""
    held = Claim.objects.live().filter(
        holder=holder_of(booking), purpose=Claim.Purpose.APPOINTMENT, expires_at__gt=now(),
    )  # fmt: skip
    kept = set(held.values_list("item_id", flat=True))
    pieces = pieces_of([booking], booking.store)[booking.pk]
    return [Ready(item, item.pk in kept, coming) for item, coming in pieces]


def bookings_ahead(customer: Customer) -> list[Appointment]:
    """What she is booked for, the next first; one query."""
    ahead = Appointment.objects.filter(
        customer=customer, state=Appointment.State.BOOKED, ends_at__gt=now()
    )
    return list(ahead.select_related("store").order_by("starts_at"))


def booking_named(ref: uuid.UUID, **whose: object) -> Appointment | None:
    """The booking of this public id, if it is `whose`: a customer's or a store's; one query."""
    rows = Appointment.objects.filter(public_id=ref, **whose)
    return rows.select_related("store", "customer").first()


def is_to_come(booking: Appointment) -> bool:
    """Whether it may still be called off or moved, as far as this reading knows."""
    return booking.state == Appointment.State.BOOKED and booking.ends_at > now()


def next_booking(customer: Customer) -> Appointment | None:
    """What she is booked for next, in any store; one query."""
    ahead = Appointment.objects.filter(
        customer=customer, state=Appointment.State.BOOKED, ends_at__gt=now()
    )
    return ahead.select_related("store").order_by("starts_at").first()
