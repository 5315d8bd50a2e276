"""Somebody is in the store without a pass: found by her mobile, or nobody we know."""

import datetime as dt

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.events import emit
from staff.models import Store

from ..bookings import tell_floors
from ..events import VisitChanged
from ..locks import lock_customer
from ..models import Appointment, Customer, Visit
from ..timeline import record

AROUND = dt.timedelta(hours=2)
MOST_GUESTS = 9


@transaction.atomic
def arrive(
    *,
    customer: Customer | None,
    store: Store,
    actor: Actor,
    guests: int = 1,
    looking: bool = False,
) -> Visit:
    """Open a visit, or find the one she has here; a booking within two hours belongs to it.

    Without a customer it is a visit of `guests` strangers, `looking` when they only look.
    """
    if customer is None:
        visit = Visit.objects.create(
            store=store, arrived_at=now(), via="looking" if looking else "walk_in",
            guests=max(1, min(guests, MOST_GUESTS)),
        )  # fmt: skip
        emit(VisitChanged(visit.pk))
        return visit
    visit, _ = enter(lock_customer(customer), store, via="walk_in", actor=actor)
    return visit


def enter(
    customer: Customer, store: Store, *, via: str, booked: Appointment | None = None, actor: Actor
) -> tuple[Visit, bool]:
    """The open visit of a locked customer here, and whether it begins now.

    `booked` belongs to it; without one it is her booking in this store around this time.
    """
    moment = now()
    before = Visit.objects.filter(customer=customer, closed_at=None).first()
    if before and before.store_id == store.pk:
        return before, False
    if before:  # she walked out of another store without a word
        Visit.objects.filter(pk=before.pk).update(closed_at=moment)
        emit(VisitChanged(before.pk))
    booked = booked or _booked(customer, store, moment)
    visit = Visit.objects.create(
        customer=customer, store=store, appointment=booked, arrived_at=moment, via=via
    )
    if booked:
        Appointment.objects.filter(pk=booked.pk).update(state=Appointment.State.ARRIVED)
    record(
        kind="arrived", channel="kiosk" if via == "pass" else "store", actor=actor,
        customer=customer, store=store, ref=f"visit:{visit.public_id}",
        facts={"store": store.name, "via": via},
    )  # fmt: skip
    emit(VisitChanged(visit.pk))
    if booked:
        tell_floors(store)  # the diary shows that she is here
    return visit, True


def _booked(customer: Customer, store: Store, moment: dt.datetime) -> Appointment | None:
    near = Appointment.objects.filter(
        customer=customer, store=store, state=Appointment.State.BOOKED,
        starts_at__range=(moment - AROUND, moment + AROUND),
    )  # fmt: skip
    return near.order_by("starts_at").first()
