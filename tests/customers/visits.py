"""Visits for tests: booked for Saturday in Sydney, called off, moved."""

import datetime as dt
import uuid

from customers.actions.book_visit import book_visit
from customers.actions.call_off_visit import call_off_visit
from customers.actions.move_visit import move_visit
from customers.models import Appointment, Customer
from inventory.models import Claim, Item, Transfer, TransferRoute
from omni.lib import kept
from omni.lib.actors import Actor
from staff.models import Store
from tests.cast import acting

FRIDAY_NIGHT = dt.datetime(2030, 11, 29, 10, tzinfo=dt.UTC)
SATURDAY = dt.datetime(2030, 11, 30, 3, 15, tzinfo=dt.UTC)  # 2:15 pm in Sydney
DAY = dt.timedelta(days=1)
AFTER = dt.timedelta(hours=2, minutes=45)  # from the beginning of a slot to the end of its holds


def books(who: Customer, store: Store, *items: Item, at: dt.datetime = SATURDAY) -> Appointment:
    return book_visit(customer=who, store=store, starts_at=at, items=list(items), actor=acting(who))


def calls_off(booking: Appointment, actor: Actor | None = None, key=None) -> Appointment:
    return call_off_visit(
        booking=booking, key=key or uuid.uuid4(), actor=actor or acting(booking.customer)
    )


def moves(
    booking: Appointment, at: dt.datetime, store: Store | None = None, actor=None, key=None
) -> Appointment:
    return move_visit(
        booking=booking, store=store or booking.store, starts_at=at, key=key or uuid.uuid4(),
        actor=actor or acting(booking.customer),
    )  # fmt: skip


def a_day_from(source, destination) -> None:
    """It sends there every day, and a piece is there the next."""
    TransferRoute.objects.create(
        source=source.locations.get(), destination=destination.locations.get(), days=1,
        cutoff=dt.time(22), leaves_on=list(range(7)),
    )  # fmt: skip
    kept.forget()


def boxes() -> list[tuple]:
    return [
        (row.source.code, row.destination.code, row.state)
        for row in Transfer.objects.order_by("pk")
    ]


def held() -> dict[str, dt.datetime]:
    """{stock number: until when} of what is held for a visit."""
    live = Claim.objects.live().filter(purpose="appointment")
    return dict(live.values_list("item__sku", "expires_at"))
