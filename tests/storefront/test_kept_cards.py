"""How many cards a process keeps, and which ones go first."""

import pytest
from django.test import Client

from omni.storefront import cards
from tests.stock import a_stone

LIST = "/diamonds/?sort=price"


@pytest.fixture
def stones(db) -> list[int]:
    return [a_stone(price=str(1000 + n)).pk for n in range(6)]


def kept() -> list[int]:
    return [item for item, _language in cards._made]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("most", "one_in", "left"), [(4, 20, 4), (1, 2, 3), (9, 20, 6)])
def test_so_many_or_one_in_so_many_of_a_very_large_shop(stones, most, one_in, left, monkeypatch):
    monkeypatch.setattr(cards, "MOST", most)
    monkeypatch.setattr(cards, "ONE_IN", one_in)

    Client().get(LIST)

    assert kept() == stones[-left:]


@pytest.mark.django_db(transaction=True)
def test_what_was_shown_last_stays(stones, monkeypatch):
    Client().get(LIST)
    Client().get("/diamonds/?price_max=1001")
    monkeypatch.setattr(cards, "MOST", 2)

    a_stone(price="2000")
    Client().get("/diamonds/?price_min=2000")

    assert kept()[:-1] == [stones[0]]  # newest first, so it came last
