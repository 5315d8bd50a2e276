"""Booking a visit holds the pieces until after it, and never for less time than she had."""

import datetime as dt

import pytest
import time_machine

from customers.actions.book_visit import book_visit
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim
from omni.lib.clock import now
from tests.cast import acting

FRIDAY_NIGHT = dt.datetime(2026, 11, 27, 10, tzinfo=dt.UTC)
SATURDAY = dt.datetime(2026, 11, 28, 3, 15, tzinfo=dt.UTC)  # 2:15 pm in Sydney


@pytest.fixture(autouse=True)
def the_evening_before():
    with time_machine.travel(FRIDAY_NIGHT, tick=False):
        yield


@pytest.mark.parametrize(
    ("reserved_for", "held_until"),
    [
        (None, SATURDAY + dt.timedelta(hours=2, minutes=45)),
        (dt.timedelta(hours=3), SATURDAY + dt.timedelta(hours=2, minutes=45)),
        (dt.timedelta(hours=48), FRIDAY_NIGHT + dt.timedelta(hours=48)),
    ],
)
def test_a_reservation_is_taken_over_and_not_shortened(
    stone, priya, sydney, reserved_for, held_until
):
    if reserved_for:
        claim_stock(
            lines=[ClaimLine(stone.pk)], purpose="collection",
            holder=f"customer:{priya.public_id}", expires_at=now() + reserved_for,
            actor=acting(priya),
        )  # fmt: skip

    booking = book_visit(
        customer=priya, store=sydney, starts_at=SATURDAY, items=[stone], actor=acting(priya)
    )

    held = Claim.objects.live().get()
    assert (held.holder, held.expires_at) == (f"appointment:{booking.public_id}", held_until)
