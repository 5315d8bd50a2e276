"""Who is in the store, who comes next, and what the door may say to whom."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from omni.lib.clock import now
from omni.lib.prepared import ASKED, Prepared
from omni.lib.statement import Statement
from staff.models import Store, User

from ..models import Appointment, Consent, Visit
from .consents import has_consent

RECENT = dt.timedelta(days=3)
VERSIONS = Statement("""
SELECT s.public_id::text, greatest(v.arrived, v.taken, v.closed), coalesce(d.version, 0)
FROM staff_store s
LEFT JOIN customers_diarychange d ON d.store_id = s.id
LEFT JOIN LATERAL (
    SELECT max(arrived_at) AS arrived, max(taken_at) AS taken, max(closed_at) AS closed
    FROM customers_visit WHERE store_id = s.id AND arrived_at >= %s::timestamptz
) v ON true
WHERE s.public_id = ANY(%s::text[]::uuid[])
""")
OPEN = Prepared(
    lambda: (
        Visit.objects.filter(closed_at=None)
        .select_related("customer", "appointment", "taken_by")
        .order_by("arrived_at")
        .extra(where=["customers_visit.store_id = %s"], params=[ASKED])
    )
)


def arrivals(store: Store) -> list[Visit]:
    """The open visits of a store: not yet taken first, booked before walked in, then by arrival."""
    return sorted(
        OPEN.all(store.pk),
        key=lambda v: (v.taken_by_id is not None, v.appointment_id is None, v.arrived_at),
    )


def next_appointments(store: Store, hours: int = 10) -> list[Appointment]:
    """Booked and not yet here, from a quarter of an hour ago to `hours` ahead; also who was to come
    then and doesn't.
    """
    moment = now()
    return list(
        Appointment.objects.filter(
            store=store,
            state__in=(Appointment.State.BOOKED, Appointment.State.CANCELLED),
            starts_at__gte=moment - dt.timedelta(minutes=15),
            starts_at__lt=moment + dt.timedelta(hours=hours),
        )
        .select_related("customer")
        .order_by("starts_at")
    )


def floor_versions(store_ids: Iterable[str]) -> dict[str, int]:
    """A number per store (by public id) that grows with every change of its visits, in ms.

    Every page of the floor asks for it every few seconds: only the last days are read.
    """
    return {key: visits for key, (visits, _diary) in versions(store_ids).items()}


def diary_versions(store_ids: Iterable[str]) -> dict[str, int]:
    """A number per store (by public id) that grows when a booked visit is made, moved, called off
    or begun.
    """
    return {key: diary for key, (_visits, diary) in versions(store_ids).items()}


def versions(store_ids: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Both of them; one query."""
    keys = [str(key) for key in store_ids]
    rows = VERSIONS.rows(now() - RECENT, keys)
    found = {key: (_milliseconds(changed), diary) for key, changed, diary in rows}
    return {key: found.get(key, (0, 0)) for key in keys}


def _milliseconds(at: dt.datetime | None) -> int:
    return int(at.timestamp() * 1000) if at else 0


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the station shows: names and pieces only with consent, never history or prices."""

    name: str
    companion: str
    host: User | None
    items: list[int]
    is_booked: bool


def welcome(visit: Visit) -> Welcome:
    """What may be said to this visitor at the door; `items` are the ids of her pieces."""
    host = visit.taken_by or on_the_floor(visit.store)
    booked = visit.appointment
    if visit.customer is None or not has_consent(visit.customer, Consent.Purpose.GREETING):
        return Welcome("", "", host, [], booked is not None)
    items = list(booked.pieces.values_list("item_id", flat=True)[:3]) if booked else []
    companion = booked.companion if booked else ""
    return Welcome(visit.customer.given_name, companion, host, items, booked is not None)


def on_the_floor(store: Store) -> User | None:
    """Somebody who is on in this store now and isn't with a customer, if there is."""
    moment = now()
    busy = Visit.objects.filter(store=store, closed_at=None, taken_by__isnull=False)
    return (
        User.objects.filter(
            shifts__store=store, shifts__kind="floor", shifts__starts_at__lte=moment,
            shifts__ends_at__gt=moment, is_active=True,
        )
        .exclude(pk__in=busy.values("taken_by"))
        .order_by("shifts__starts_at", "pk")
        .first()
    )  # fmt: skip
