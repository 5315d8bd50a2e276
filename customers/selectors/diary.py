"""What is booked in a store, day by day."""

import datetime as dt
from dataclasses import dataclass

from omni.lib.clock import now
from staff.models import Store

from ..models import Appointment, Customer


@dataclass(frozen=True, slots=True)
class Day:
    on: dt.date
    booked: list[Appointment]


def diary(store: Store, first: dt.date, days: int) -> list[Day]:
    """Every day from `first`, in the store's time, with its bookings; two queries."""
    start = dt.datetime.combine(first, dt.time(), store.tz)
    end = dt.datetime.combine(first + dt.timedelta(days=days), dt.time(), store.tz)
    booked = (
        Appointment.objects.filter(store=store, starts_at__gte=start, starts_at__lt=end)
        .exclude(state=Appointment.State.CANCELLED)
        .select_related("customer")
        .prefetch_related("pieces__item")
        .order_by("starts_at")
    )
    by_day: dict[dt.date, list[Appointment]] = {
        first + dt.timedelta(days=ahead): [] for ahead in range(days)
    }
    for one in booked:
        by_day[store.local(one.starts_at).date()].append(one)
    return [Day(on, some) for on, some in by_day.items()]


def next_booking(customer: Customer) -> Appointment | None:
    """What she is booked for next, in any store; one query."""
    ahead = Appointment.objects.filter(
        customer=customer, state=Appointment.State.BOOKED, ends_at__gt=now()
    )
    return ahead.select_related("store").order_by("starts_at").first()
