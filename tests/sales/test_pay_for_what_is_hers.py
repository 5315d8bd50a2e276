"""Paying for what is held for her already: it is sold, or stays held as it was."""

import datetime as dt
import uuid

import pytest

from customers.actions.book_visit import book_visit
from customers.actions.call_off_visit import call_off_visit
from customers.actions.move_visit import move_visit
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim
from omni.lib.clock import now
from sales.actions.confirm_payment import confirm_payment
from sales.providers import Answer, Silent
from sales.providers.rehearsal import PROVIDER
from tests.cast import acting
from tests.sales.paying import ask, start
from tests.stock import on_hand

pytestmark = pytest.mark.django_db


def test_a_declined_card_leaves_her_reservation_as_it_was(stone, priya):
    until = now() + dt.timedelta(hours=48)
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="collection", holder=f"customer:{priya.public_id}",
        expires_at=until, actor=acting(priya),
    )  # fmt: skip

    ask(start(stone, priya), priya, "declined")

    kept = Claim.objects.live().get(item=stone)
    assert (kept.purpose, kept.expires_at) == ("collection", until)
    assert on_hand(stone) == (1, 1)


def test_she_buys_what_is_held_for_her_visit(stone, priya, sydney):
    booking = a_booking(priya, sydney, stone)

    declined = ask(start(stone, priya), priya, "declined")
    kept = Claim.objects.live().get(item=stone)
    assert declined.state == "declined"
    assert (kept.purpose, kept.holder) == ("appointment", f"appointment:{booking.public_id}")

    assert ask(start(stone, priya), priya).state == "settled"


def test_a_declined_card_gives_nothing_back_to_a_visit_called_off_meanwhile(stone, priya, sydney):
    booking = a_booking(priya, sydney, stone)
    payment = start(stone, priya)
    call_off_visit(booking=booking, key=uuid.uuid4(), actor=acting(priya))
    assert Claim.objects.live().get().purpose == "order", "what she pays for stays hers to pay for"

    ask(payment, priya, "declined")

    assert on_hand(stone) == (1, 0)


def test_a_declined_card_leaves_it_held_for_the_visit_as_it_was_moved(stone, priya, sydney):
    booking = a_booking(priya, sydney, stone)
    payment = start(stone, priya)
    day = booking.starts_at + dt.timedelta(days=1)
    moved = move_visit(
        booking=booking, store=sydney, starts_at=day, key=uuid.uuid4(), actor=acting(priya)
    )

    ask(payment, priya, "declined")

    assert Claim.objects.live().get().expires_at == moved.ends_at + dt.timedelta(hours=2)


def test_a_declined_card_leaves_the_piece_to_her_other_payment(stone, priya):
    first, second = start(stone, priya), start(stone, priya)

    assert ask(first, priya, "declined").state == "declined"
    assert on_hand(stone) == (1, 1)

    assert ask(second, priya).state == "settled"


def test_a_declined_card_is_settled_also_when_her_reservation_was_lost_meanwhile(stone, priya, zoe):
    hold(stone, priya, now() + dt.timedelta(hours=48))
    payment = start(stone, priya)
    Claim.objects.update(expires_at=now() - dt.timedelta(minutes=1))

    def somebody_was_faster(*_, **__):
        hold(stone, zoe, None)
        return Answer("declined", reason="The card was declined.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PROVIDER, "charge", somebody_was_faster)
        assert ask(payment, priya).state == "declined"

    assert Claim.objects.live().get().holder == f"customer:{zoe.public_id}"


def hold(item, customer, until) -> None:
    claim_stock(
        lines=[ClaimLine(item.pk)], purpose="collection", holder=f"customer:{customer.public_id}",
        expires_at=until, actor=acting(customer),
    )  # fmt: skip


def a_booking(customer, store, item):
    day = store.local(now() + dt.timedelta(days=2)).replace(hour=11, minute=0)
    return book_visit(
        customer=customer, store=store, starts_at=day, items=[item], actor=acting(customer)
    )


def test_two_payments_that_both_fail_leave_her_reservation_as_it_was(stone, priya, monkeypatch):
    until = now() + dt.timedelta(hours=40)
    hold(stone, priya, until)
    first = start(stone, priya)
    monkeypatch.setattr(PROVIDER, "charge", silent)
    monkeypatch.setattr(PROVIDER, "look_up", silent)
    assert ask(first, priya).state == "unknown"
    second = start(stone, priya)
    monkeypatch.undo()

    assert ask(second, priya, "declined").state == "declined"
    declined = Answer("declined", "late", "The card was declined.")
    confirm_payment(payment=first.public_id, answer=declined, actor=acting(priya))

    kept = Claim.objects.live().get()
    assert (kept.purpose, kept.expires_at) == ("collection", until)


def silent(*_):
    raise Silent("no answer")
