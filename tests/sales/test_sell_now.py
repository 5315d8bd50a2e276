"""Selling on the spot: claim, tender, order, movement and timeline together, or none of them."""

from decimal import Decimal

import pytest

from customers.models import Interaction
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.errors import Insufficient, NothingNamed
from inventory.models import StockMovement
from sales.actions.place_order import Buyer, Paid, place_order
from sales.actions.sell_now import sell_now
from sales.basket import BasketLine
from sales.errors import (
    NothingToSell,
    PriceChanged,
    ReferenceNeeded,
    ReferenceUsed,
    TendersDontAddUp,
)
from sales.models import Order, Tender
from tests.cast import acting
from tests.stock import a_setting, a_stone, on_hand

pytestmark = pytest.mark.django_db


def sell(item, marcus, store, *, paid=None, customer=None, shown=None, quantity=1):
    amount = item.price * quantity
    return sell_now(
        store=store, sold_by=marcus, customer=customer,
        lines=[BasketLine(item.public_id, quantity, shown or item.price, "take_away")],
        paid=paid or [Paid("terminal", amount, f"T{item.sku}")], actor=acting(marcus),
    )  # fmt: skip


def test_sells_the_stone_and_writes_it_everywhere(stone, marcus, sydney, priya):
    order = sell(stone, marcus, sydney, customer=priya)

    assert (order.number, order.state, order.channel) == ("SYD-10001", "paid", "floor")
    assert (order.total, order.tax) == (Decimal("21480.00"), Decimal("1952.73"))
    assert on_hand(stone) == (0, 0)
    sold = StockMovement.objects.get(item=stone, reason="sold")
    assert sold.cause == f"order:{order.public_id}"
    bought = Interaction.objects.get(customer=priya, kind="purchased")
    assert (bought.item, bought.store, bought.ref) == (
        stone.public_id, sydney, f"order:{order.public_id}",
    )  # fmt: skip
    assert order.lines.get().claim.consumed_at is not None


def test_numbers_count_on_per_store(marcus, sydney):
    numbers = [sell(a_stone(), marcus, sydney).number for _ in range(3)]

    assert numbers == ["SYD-10001", "SYD-10002", "SYD-10003"]


def test_uses_what_is_held_for_the_customer(stone, marcus, sydney, priya):
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="collection", holder=f"customer:{priya.public_id}",
        expires_at=None, actor=acting(priya),
    )  # fmt: skip

    assert sell(stone, marcus, sydney, customer=priya).state == "paid"


def test_refuses_what_is_held_for_somebody_else(stone, marcus, sydney, priya, zoe):
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="collection", holder=f"customer:{zoe.public_id}",
        expires_at=None, actor=acting(zoe),
    )  # fmt: skip

    with pytest.raises(Insufficient):
        sell(stone, marcus, sydney, customer=priya)

    assert Order.objects.count() == 0
    assert on_hand(stone) == (1, 1)


def test_cash_rounds_to_the_smallest_coin(marcus, sydney):
    ring = a_setting(price="19.98")

    order = sell(ring, marcus, sydney, paid=[Paid("cash", Decimal("20.00"))])

    tender = order.tenders.get()
    assert (tender.amount, tender.rounding) == (Decimal("19.98"), Decimal("0.02"))


def test_splits_over_a_card_and_cash(stone, marcus, sydney):
    order = sell(
        stone, marcus, sydney,
        paid=[Paid("cash", Decimal(480)), Paid("terminal", Decimal(21000), "T1")],
    )  # fmt: skip

    assert sum(t.amount for t in order.tenders.all()) == order.total


@pytest.mark.parametrize(
    ("paid", "refusal"),
    [
        ([Paid("terminal", Decimal(21480))], ReferenceNeeded),
        ([Paid("terminal", Decimal(100), "T1")], TendersDontAddUp),
        ([Paid("cash", Decimal(-21480))], TendersDontAddUp),
        ([Paid("terminal", Decimal(22000), "T1")], TendersDontAddUp),
    ],
)
def test_refuses_money_that_is_not_right(stone, marcus, sydney, paid, refusal):
    with pytest.raises(refusal):
        sell(stone, marcus, sydney, paid=paid)

    assert (Order.objects.count(), Tender.objects.count(), on_hand(stone)) == (0, 0, (1, 0))


def test_a_slip_pays_once(marcus, sydney):
    first, second = a_stone(), a_stone()
    sell(first, marcus, sydney, paid=[Paid("terminal", first.price, "SLIP")])

    with pytest.raises(ReferenceUsed):
        sell(second, marcus, sydney, paid=[Paid("terminal", second.price, "SLIP")])

    assert (Order.objects.count(), on_hand(second)) == (1, (1, 0))


def test_refuses_another_price_than_was_shown(stone, marcus, sydney):
    with pytest.raises(PriceChanged):
        sell(stone, marcus, sydney, shown=Decimal(1))

    assert on_hand(stone) == (1, 0)


def test_refuses_an_empty_sale(marcus, sydney):
    with pytest.raises(NothingToSell):
        sell_now(
            store=sydney, sold_by=marcus, customer=None, lines=[], paid=[], actor=acting(marcus)
        )


def test_places_no_order_for_nothing(marcus, sydney):
    with pytest.raises(NothingNamed):
        place_order(
            channel="floor", lines=[], paid=[], customer=None, store=sydney, sold_by=marcus,
            buyer=Buyer(), actor=acting(marcus),
        )  # fmt: skip

    assert not Order.objects.exists()
