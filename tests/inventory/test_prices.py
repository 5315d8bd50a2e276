"""Prices and costs have a history; the same amount again is none."""

from decimal import Decimal

import pytest

from inventory.actions.set_cost import set_cost
from inventory.actions.set_price import set_price
from inventory.errors import BadPrice
from inventory.models import Item, Listing, PriceChange
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db


def history(item):
    return list(
        PriceChange.objects.filter(item=item).order_by("id").values_list("kind", "before", "amount")
    )


def test_each_change_is_a_row_and_search_follows():
    stone = a_stone(price="1000.00")

    set_price(item=stone, price=Decimal(900), actor=TEST)
    set_price(item=stone, price=Decimal("900.00"), actor=TEST)
    set_cost(item=stone, cost=Decimal(500), actor=TEST, cause="import:1")
    set_cost(item=stone, cost=Decimal(500), actor=TEST)

    assert history(stone) == [
        ("price", Decimal(1000), Decimal(900)), ("cost", None, Decimal(500)),
    ]  # fmt: skip
    assert Listing.objects.get(item=stone).price == 90_000


def test_nothing_costs_less_than_nothing():
    stone = a_stone(price="1000.00")

    with pytest.raises(BadPrice):
        set_price(item=stone, price=Decimal(-1), actor=TEST)
    with pytest.raises(BadPrice):
        set_cost(item=stone, cost=Decimal(-1), actor=TEST)

    assert history(stone) == []
    assert Item.objects.get(pk=stone.pk).price == Decimal(1000)
