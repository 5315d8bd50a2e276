"""One answer about where a piece is, for every channel, in one query."""

import datetime as dt

import pytest
import time_machine

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.selectors.availability import availability, held_word
from inventory.selectors.stores import at_stores, working_day
from tests.stock import TEST, a_place, a_setting, a_stone, a_store

pytestmark = pytest.mark.django_db


def test_says_where_a_stone_lies(django_assert_num_queries):
    shop, warehouse = a_stone(), a_stone(at=a_place("warehouse", "warehouse"))

    with django_assert_num_queries(1):
        answer = availability([shop.pk, warehouse.pk])

    assert (answer[shop.pk].kind, answer[shop.pk].word) == ("go", "In store: Sydney · 1 of 1")
    assert answer[warehouse.pk].word == "In our warehouse · 1 of 1"


def test_names_every_store_that_has_a_ring():
    rings = a_setting(at=a_place("sydney"))
    from inventory.actions.receive import ReceiveLine, receive_stock

    receive_stock(lines=[ReceiveLine(rings, a_place("perth"), 2)], cause="test", actor=TEST)

    assert availability([rings.pk])[rings.pk].word == "In store: Sydney and Perth"


def test_a_held_stone_says_until_when_in_the_zone_of_its_place():
    stone = a_stone()
    until = dt.datetime(2030, 1, 5, 7, 0, tzinfo=dt.UTC)
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="try_on", holder="customer:x", expires_at=until,
        actor=TEST,
    )  # fmt: skip

    one = availability([stone.pk])[stone.pk]

    assert (one.kind, one.word, one.free) == ("hold", "On hold until Sat 5 Jan, 6:00 pm", 0)
    assert "customer" not in one.word


@time_machine.travel("2030-01-05 01:00:00+00:00", tick=False)
def test_today_needs_no_date():
    until = dt.datetime(2030, 1, 5, 7, 0, tzinfo=dt.UTC)

    assert held_word(until, "Australia/Sydney") == "On hold until 6:00 pm"
    assert held_word(None, "Australia/Sydney") == "On hold"


def test_other_stores_say_when_it_can_be_there():
    stone = a_stone(at=a_place("sydney"))
    stores = [a_store("sydney"), a_store("perth", "Perth", "Australia/Perth")]

    here, there = at_stores(availability([stone.pk])[stone.pk], stores)

    assert (here.store.slug, here.word) == ("sydney", "Here now")
    assert there.word.startswith("Can be here ")
    assert there.on is not None


def test_working_days_pass_over_the_weekend():
    friday = dt.date(2026, 11, 20)

    assert working_day(friday, 1) == dt.date(2026, 11, 23)
    assert working_day(friday, 3) == dt.date(2026, 11, 25)
