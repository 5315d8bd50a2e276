"""She lets a piece go in one window and pays for it in another: never both."""

import pytest

from customers.actions import let_go as module
from customers.actions.let_go import let_go
from customers.actions.merge import merge_customers
from customers.models import Customer, Interaction
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim
from omni.lib.actors import system
from sales.actions.place_order import Buyer
from sales.actions.start_payment import start_payment
from sales.basket import BasketLine
from sales.models import Payment
from tests.cast import a_customer, acting
from tests.races import Between, race

pytestmark = pytest.mark.django_db(transaction=True)


def reserved(stone, customer) -> Claim:
    (claim,) = claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="collection",
        holder=f"customer:{customer.public_id}", expires_at=None, actor=acting(customer),
    )  # fmt: skip
    return claim


def pay(stone, customer) -> Payment:
    return start_payment(
        customer=customer, lines=[BasketLine(stone.public_id, 1, stone.price, "collect")],
        buyer=Buyer(), actor=acting(customer),
    )  # fmt: skip


def both(stone, customer, monkeypatch) -> list[object]:
    """She begins to pay when letting go has found her hold and not ended it yet."""
    between, release = Between(), module.release_claims

    def release_after_a_moment(**terms):
        between.stops()
        return release(**terms)

    monkeypatch.setattr(module, "release_claims", release_after_a_moment)
    reserved(stone, customer)

    def work(n: int) -> object:
        if n:
            return between.then(lambda: pay(stone, customer))
        return let_go(customer=customer, item=stone, actor=acting(customer))

    return race(work, 2)


def test_a_payment_that_begins_while_she_lets_go_has_the_piece(stone, priya, monkeypatch):
    went, payment = both(stone, priya, monkeypatch)

    assert went is True
    assert isinstance(payment, Payment), payment
    claim = Claim.objects.live().get()
    assert (claim.purpose, [str(claim.public_id)]) == ("order", payment.basket[0]["claims"])


def test_control_without_her_lock_the_piece_that_she_pays_for_is_free(stone, priya, monkeypatch):
    monkeypatch.setattr(module, "lock_customer", lambda customer: customer)

    _, payment = both(stone, priya, monkeypatch)

    assert isinstance(payment, Payment), payment
    assert not Claim.objects.live().exists()


def test_what_she_pays_for_isnt_let_go(stone, priya):
    reserved(stone, priya)
    pay(stone, priya)

    assert let_go(customer=priya, item=stone, actor=acting(priya)) is False

    assert Claim.objects.live().get().purpose == "order"


def test_who_turned_out_to_be_another_lets_go_as_that_other(stone, priya):
    anonymous = a_customer()
    stale = Customer.objects.get(pk=anonymous.pk)
    reserved(stone, anonymous)
    merge_customers(gone=anonymous, kept=priya, why="test", actor=system("test"))

    assert let_go(customer=stale, item=stone, actor=acting(priya)) is True

    assert not Claim.objects.live().exists()
    assert Interaction.objects.get(kind="noted").customer == priya
