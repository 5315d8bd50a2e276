"""What is booked in a store, day by day."""

import datetime as dt
from dataclasses import dataclass

from inventory.models import Item
from inventory.selectors.coming import Coming, coming
from omni.lib.clock import now
from staff.models import Store

from ..models import Appointment, AppointmentItem, Customer


@dataclass(frozen=True, slots=True)
class Day:
    on: dt.date
    booked: list[Appointment]


def diary(store: Store, first: dt.date, days: int) -> list[Day]:
    """Every day from `first`, in the store's time, with its bookings; one query."""
    start = dt.datetime.combine(first, dt.time(), store.tz)
    end = dt.datetime.combine(first + dt.timedelta(days=days), dt.time(), store.tz)
    booked = (
        Appointment.objects.filter(store=store, starts_at__gte=start, starts_at__lt=end)
        .exclude(state=Appointment.State.CANCELLED)
        .select_related("customer")
        .order_by("starts_at")
    )
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
    five queries at most.
    """
    rows = AppointmentItem.objects.filter(appointment__in=bookings).select_related("item")
    on = {one.pk: store.local(one.starts_at).date() for one in bookings}
    rows = list(rows.order_by("pk")) if bookings else []
    found = coming({row.claim: on[row.appointment_id] for row in rows if row.claim}, store)
    pieces: dict[int, list[tuple[Item, Coming | None]]] = {pk: [] for pk in on}
    for row in rows:
        pieces[row.appointment_id].append((row.item, found.get(row.claim)))
    return pieces


def next_booking(customer: Customer) -> Appointment | None:
    """What she is booked for next, in any store; one query."""
    ahead = Appointment.objects.filter(
        customer=customer, state=Appointment.State.BOOKED, ends_at__gt=now()
    )
    return ahead.select_related("store").order_by("starts_at").first()
