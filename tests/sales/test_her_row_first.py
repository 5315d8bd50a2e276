"""What touches one customer at once: she reserves, is sold to and signs in without a deadlock."""

import uuid

import pytest
from django.db import transaction

from customers import locks
from customers.actions.merge import merge_customers
from customers.actions.reserve import reserve
from customers.models import Customer
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim
from omni.lib.actors import system
from omni.lib.prepared import ASKED, Prepared
from sales.actions import sell_now as selling
from sales.actions.place_order import Paid
from sales.actions.sell_now import sell_now
from sales.basket import BasketLine
from sales.models import Order
from staff.models import Store
from tests.cast import a_customer, acting
from tests.races import Between, race

pytestmark = pytest.mark.django_db(transaction=True)


def here() -> Store:
    return Store.objects.get(slug="sydney")


def sell(stone, customer, marcus) -> Order:
    return sell_now(
        store=here(), sold_by=marcus, customer=customer, actor=acting(marcus),
        lines=[BasketLine(stone.public_id, 1, stone.price, "take_away")],
        paid=[Paid("terminal", stone.price, "T1")],
    )  # fmt: skip


def merge(gone, kept) -> None:
    merge_customers(gone=gone, kept=kept, why="test", actor=system("test"))


@pytest.fixture
def met(monkeypatch) -> Between:
    """The sale has claimed its piece, and stops before it writes the order."""
    between = Between()

    def claim(**terms):
        claims = claim_stock(**terms)
        between.stops()
        return claims

    monkeypatch.setattr(selling, "claim_stock", claim)
    return between


def test_a_sale_and_her_own_reservation_wait_for_each_other(stone, priya, marcus, met):
    def reserves():
        reserve(
            customer=priya, item=stone, store=here(), name="", mobile="", key=uuid.uuid4(),
            actor=acting(priya),
        )  # fmt: skip

    sold, refused = race(lambda n: met.then(reserves) if n else sell(stone, priya, marcus), 2)

    assert sold.customer == priya
    assert refused.code == "insufficient_stock"


def test_without_the_order_of_locks_they_block_each_other(stone, priya, marcus, met, monkeypatch):
    """The control: reserving locks her row as a delete would, and selling not at all."""
    monkeypatch.setattr(selling, "lock_customer", lambda customer: customer)
    her_row = Customer.objects.select_for_update().extra(where=["id = %s::bigint"], params=[ASKED])
    monkeypatch.setattr(locks, "HER_ROW", Prepared(lambda: her_row))

    def reserves():
        reserve(
            customer=priya, item=stone, store=here(), name="", mobile="", key=uuid.uuid4(),
            actor=acting(priya),
        )  # fmt: skip

    outcomes = race(lambda n: met.then(reserves) if n else sell(stone, priya, marcus), 2)

    assert any("deadlock" in str(outcome) for outcome in outcomes)


def test_what_she_buys_while_she_signs_in_is_hers(stone, priya, marcus, met):
    anonymous = a_customer()

    def signs_in():
        merge(anonymous, priya)

    race(lambda n: met.then(signs_in) if n else sell(stone, anonymous, marcus), 2)

    assert Order.objects.get().customer == priya


def test_without_her_lock_the_order_stays_behind(stone, priya, marcus, met, monkeypatch):
    """The control: the merge doesn't see the order that isn't committed yet."""
    monkeypatch.setattr(selling, "lock_customer", lambda customer: customer)
    anonymous = a_customer()

    def signs_in():
        merge(anonymous, priya)

    race(lambda n: met.then(signs_in) if n else sell(stone, anonymous, marcus), 2)

    assert Order.objects.get().customer == anonymous


def test_who_turned_out_to_be_another_buys_as_that_other(stone, priya, marcus):
    anonymous = a_customer()
    stale = type(anonymous).objects.get(pk=anonymous.pk)
    merge(anonymous, priya)
    with transaction.atomic():
        claim_stock(
            lines=[ClaimLine(stone.pk)], purpose="collection",
            holder=f"customer:{priya.public_id}", expires_at=None, actor=acting(priya),
        )  # fmt: skip

    order = sell(stone, stale, marcus)

    assert order.customer == priya
    assert not Claim.objects.live().exists()
