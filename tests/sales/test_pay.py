"""Paying on the web: hold, ask outside every transaction, and settle by what the provider said."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.db import connection

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.errors import Insufficient, NotListed
from inventory.models import Claim, Item, Location
from notifications.models import Message
from omni.lib.clock import now
from sales import payments
from sales.actions.place_order import Buyer
from sales.actions.start_payment import start_payment
from sales.errors import NothingToSell
from sales.models import Order, OrderLine, Payment
from sales.providers import Silent
from sales.providers.rehearsal import PROVIDER, journal
from sales.receipts import _line
from tests.cast import acting
from tests.sales.paying import ask, charges, start
from tests.stock import TEST, a_place, a_setting, a_stone, on_hand

pytestmark = pytest.mark.django_db


def test_money_and_piece_become_an_order(stone, priya):
    payment = start(stone, priya)
    assert on_hand(stone) == (1, 1)

    settled = ask(payment, priya)

    assert (settled.state, settled.captured) == ("settled", stone.price)
    assert (settled.order.number, settled.order.channel) == ("WEB-10001", "web")
    assert on_hand(stone) == (0, 0)
    assert charges() == [("captured", 1)]


def test_starting_refuses_what_is_held_by_another(stone, priya, zoe):
    start(stone, zoe)

    with pytest.raises(Insufficient):
        start(stone, priya)

    assert Payment.objects.count() == 1


def test_starting_refuses_to_sell_nothing(priya):
    with pytest.raises(NothingToSell):
        start_payment(customer=priya, lines=[], buyer=Buyer(), actor=acting(priya))

    assert not Payment.objects.exists()


def test_a_declined_card_frees_the_piece(stone, priya):
    payment = ask(start(stone, priya), priya, "declined")

    assert (payment.state, payment.problem) == ("declined", "The card was declined.")
    assert on_hand(stone) == (1, 0)
    assert Order.objects.count() == 0


def test_an_answer_that_got_lost_is_unknown_and_then_found(stone, priya):
    payment = ask(start(stone, priya), priya, "lost")
    assert payment.state == "unknown"
    assert on_hand(stone) == (1, 1)

    settled = payments.resolve(payment)

    assert settled.state == "settled"
    assert charges() == [("captured", 1)]


def test_asking_twice_charges_once(stone, priya):
    payment = start(stone, priya)

    first, second = ask(payment, priya), ask(payment, priya)

    assert first.order_id == second.order_id
    assert charges() == [("captured", 1)]


def test_money_that_comes_after_the_hold_sells_what_is_still_free(stone, priya):
    payment = start(stone, priya)
    ask_lost(payment, priya)
    Claim.objects.update(expires_at=now() - dt.timedelta(minutes=1))

    assert payments.resolve(payment).state == "settled"


def test_money_that_comes_when_the_piece_is_gone_goes_back(stone, priya, zoe):
    payment = start(stone, priya)
    ask_lost(payment, priya)
    Claim.objects.update(expires_at=now() - dt.timedelta(minutes=1))
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="collection", holder=f"customer:{zoe.public_id}",
        expires_at=None, actor=acting(zoe),
    )  # fmt: skip

    due = payments.resolve(payment)
    assert (due.state, due.captured, due.refunded) == ("refund_due", stone.price, 0)
    done = payments.resolve(due)
    again = payments.resolve(done)

    assert (again.state, again.refunded) == ("refunded", stone.price)
    with journal() as book:
        assert book.execute("SELECT count(*) FROM refund").fetchone() == (1,)


def test_a_payment_nobody_asked_about_is_given_up_for_good(stone, priya):
    payment = start(stone, priya)

    with time_machine.travel(now() + dt.timedelta(minutes=20), tick=False):
        assert payments.resolve_due() == 1

    payment.refresh_from_db()
    assert payment.state == "abandoned"
    assert on_hand(stone) == (1, 0)
    assert PROVIDER.charge(payment.public_id, payment.amount, "AUD", "ok").status == "cancelled"


@pytest.mark.django_db(transaction=True)
def test_the_provider_is_never_asked_inside_a_transaction(stone, priya, monkeypatch):
    seen = []
    for name in ("charge", "look_up"):
        real = getattr(PROVIDER, name)
        monkeypatch.setattr(
            PROVIDER, name,
            lambda *a, real=real: (seen.append(connection.in_atomic_block), real(*a))[1],
        )  # fmt: skip

    ask(start(stone, priya), priya)

    assert seen
    assert not any(seen)


def test_a_silent_provider_is_asked_about_again_later(stone, priya, monkeypatch):
    payment = start(stone, priya)

    def silent(*_):
        raise Silent("no answer")

    monkeypatch.setattr(PROVIDER, "charge", silent)
    monkeypatch.setattr(PROVIDER, "look_up", silent)

    assert ask(payment, priya).state == "unknown"
    assert payments.resolve(payment).state == "unknown"
    assert on_hand(stone) == (1, 1)


def ask_lost(payment, customer) -> None:
    assert ask(payment, customer, "lost").state == "unknown"


def letters() -> list[tuple]:
    return list(Message.objects.values_list("channel", "to_address", "subject"))


def test_the_buyer_gets_one_receipt(stone, priya):
    payment = start(stone, priya)

    ask(payment, priya)
    payments.resolve(payment)

    assert letters() == [("email", "priya@example.com", "Order WEB-10001")]
    body = Message.objects.get().body
    assert f"\n{stone.title}: $21,480\n" in body, "one of a kind isn't counted"


def test_a_receipt_says_what_several_come_to():
    line = OrderLine(title="Fine chain", quantity=2, unit_price=Decimal(640))

    assert _line(line, "AUD") == "Fine chain, 2 at $640 each: $1,280"


def test_the_buyer_is_told_that_money_goes_back(stone, priya, zoe):
    test_money_that_comes_when_the_piece_is_gone_goes_back(stone, priya, zoe)

    assert letters() == [("email", "priya@example.com", "Your money is on its way back")]


def test_refuses_a_piece_that_is_no_longer_listed(stone, priya):
    Item.objects.filter(pk=stone.pk).update(is_listed=False)

    with pytest.raises(NotListed):
        start(stone, priya)

    assert on_hand(stone) == (1, 0)
    assert Payment.objects.count() == 0


def test_refuses_a_piece_where_nothing_is_sold_online(stone, priya):
    Location.objects.update(sells_online=False)

    with pytest.raises(Insufficient):
        start(stone, priya)

    assert on_hand(stone) == (1, 0)
    assert Payment.objects.count() == 0


def test_takes_from_the_place_that_sells_online(priya, melbourne):
    rings = a_setting(pieces=1)
    receive_stock(lines=[ReceiveLine(rings, a_place("melbourne"))], cause="test", actor=TEST)
    Location.objects.filter(code="sydney").update(sells_online=False)

    settled = ask(start(rings, priya), priya)

    assert settled.order.lines.get().claim.record.location.code == "melbourne"


def test_a_payment_that_breaks_does_not_hold_up_those_behind_it(stone, priya, zoe, monkeypatch):
    broken, behind = start(stone, priya), start(a_stone(), zoe)
    look_up = PROVIDER.look_up

    def breaks(ref):
        if ref == broken.public_id:
            raise RuntimeError("not an answer that anybody knows")
        return look_up(ref)

    monkeypatch.setattr(PROVIDER, "look_up", breaks)
    with time_machine.travel(now() + dt.timedelta(minutes=20), tick=False):
        assert payments.resolve_due() == 2

    broken.refresh_from_db()
    behind.refresh_from_db()
    assert (broken.state, behind.state) == ("started", "abandoned")
