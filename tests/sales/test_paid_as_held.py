"""What was paid for is sold by the claims that were made before the asking, while they are hers."""

from decimal import Decimal

import pytest

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.release import release_claims
from inventory.models import Claim
from sales.actions import confirm_payment as confirming
from sales.actions.place_order import Buyer
from sales.actions.start_payment import start_payment
from sales.basket import BasketLine
from sales.models import Order, OrderLine, Payment
from tests.cast import acting
from tests.sales.paying import ask, start
from tests.stock import TEST, a_setting, on_hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed(monkeypatch) -> list:
    """The lines that were claimed anew while a payment was confirmed."""
    lines = []

    def counted(**asked):
        lines.extend(asked["lines"])
        return claim_stock(**asked)

    monkeypatch.setattr(confirming, "claim_stock", counted)
    return lines


def test_sells_the_piece_that_it_holds_and_claims_nothing_anew(stone, priya, claimed):
    payment = start(stone, priya)
    held = Claim.objects.live().get()

    ask(payment, priya)

    assert claimed == []
    assert OrderLine.objects.get().claim == held
    held.refresh_from_db()
    assert held.consumed_at is not None
    assert on_hand(stone) == (0, 0)


def test_a_payment_of_an_older_version_is_sold_by_what_is_held_for_her(stone, priya, claimed):
    payment = start(stone, priya)
    (line,) = payment.basket
    Payment.objects.update(basket=[{k: v for k, v in line.items() if k != "claims"}])

    paid = ask(payment, priya)

    assert paid.state == Payment.State.SETTLED
    assert len(claimed) == 1
    assert on_hand(stone) == (0, 0)


def test_a_hold_that_was_let_go_is_claimed_anew(stone, priya, claimed):
    payment = start(stone, priya)
    held = Claim.objects.live().get()
    release_claims(claims=[held.public_id], why="by mistake", actor=TEST)

    paid = ask(payment, priya)

    assert paid.state == Payment.State.SETTLED
    assert len(claimed) == 1
    assert OrderLine.objects.get().claim != held
    assert on_hand(stone) == (0, 0)


@pytest.mark.parametrize("becomes", ["holder", "purpose"])
def test_a_hold_that_became_another_is_not_sold(stone, priya, zoe, becomes):
    payment = start(stone, priya)
    new = {"holder": f"customer:{zoe.public_id}", "purpose": Claim.Purpose.MEMO}
    Claim.objects.update(**({becomes: new[becomes]} | {"holder": new["holder"]}))

    paid = ask(payment, priya)

    assert paid.state == Payment.State.REFUND_DUE
    assert not Order.objects.exists()
    assert Claim.objects.live().get().holder == new["holder"]
    assert on_hand(stone) == (1, 1)


def test_a_hold_of_which_she_took_a_part_for_something_else_is_claimed_anew(priya, claimed):
    rings = a_setting(pieces=2)
    payment = start_payment(
        customer=priya, lines=[BasketLine(rings.public_id, 2, rings.price, "deliver")],
        buyer=Buyer(), actor=acting(priya),
    )  # fmt: skip
    claim_stock(
        lines=[ClaimLine(rings.pk)], purpose="collection", holder=f"customer:{priya.public_id}",
        expires_at=None, actor=TEST,
    )  # fmt: skip

    paid = ask(payment, priya)

    assert paid.state == Payment.State.SETTLED
    assert len(claimed) == 1
    assert sum(line.quantity for line in OrderLine.objects.all()) == 2
    assert on_hand(rings) == (0, 0)


def test_two_payments_for_one_piece_sell_it_once(stone, priya, claimed):
    """The second took the first one's hold over: who is asked first has it."""
    first, second = start(stone, priya), start(stone, priya)

    states = [ask(payment, priya).state for payment in (first, second)]

    assert states == [Payment.State.SETTLED, Payment.State.REFUND_DUE]
    assert Order.objects.get().total == Decimal("21480.00")
    assert on_hand(stone) == (0, 0)
