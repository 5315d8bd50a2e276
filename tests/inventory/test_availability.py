"""One answer about where a piece is, for every channel, in one query."""

import datetime as dt

import pytest
import time_machine
from django.db import connection

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.selectors.availability import STOCK, availability, held_word
from inventory.selectors.calendar import working_day
from inventory.selectors.stores import at_stores
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


def test_no_claim_of_another_piece_is_looked_at():
    """Of a table that was empty when it was last analysed any index may be read as a whole."""
    item = a_stone()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("DROP INDEX claim_by_expiry, claim_by_holder")
        cursor.execute(f"EXPLAIN {STOCK}", [[item.pk]])
        plan = [line.strip() for (line,) in cursor.fetchall()]
    at = next(n for n, line in enumerate(plan) if "on inventory_claim" in line)

    assert "Seq Scan" not in plan[at]
    assert plan[at + 1].startswith("Index Cond: (item_id")


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


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("transit", ("way", "transit", "On its way")),
        ("workshop", ("way", "workshop", "In our workshop")),
        ("quarantine", ("way", "quarantine", "Being checked")),
        ("customer", ("hold", "on_approval", "Out on approval")),
        ("supplier", ("go", "free", "At our supplier · 1 of 1")),
    ],
)
def test_says_why_a_piece_isnt_on_a_shelf(kind, said):
    stone = a_stone()
    stone.records.update(location=a_place(kind, kind))

    one = availability([stone.pk])[stone.pk]

    assert (one.kind, one.state, one.word) == said
    assert one.free == (1 if kind == "supplier" else 0)
    assert one.can_buy == (kind == "supplier")


def test_says_how_the_last_piece_left():
    from inventory.actions.adjust_stock import Adjustment, adjust_stock
    from inventory.actions.assemble import Part, assemble
    from inventory.actions.take_apart import take_apart
    from inventory.actions.withdraw_stock import withdraw_stock
    from inventory.models import Item, Lot, Product, Supplier

    set_, gone, lost = a_stone(), a_stone(), a_stone()
    product = Product.objects.create(kind="jewellery", slug="ring", name="Ring")
    ring = Item.objects.create(product=product, sku="RING-1", is_serial=True, price=1)
    assemble(item=ring, parts=[Part(set_), Part(a_setting())], location=a_place(), actor=TEST)
    feed = Lot.objects.create(ownership="virtual", supplier=Supplier.objects.create(code="feed"))
    gone.records.update(lot=feed, location=a_place("feed", kind="supplier"))
    withdraw_stock(item_ids=[gone.pk], lot_id=feed.pk, cause="import:1", actor=TEST)
    line = Adjustment(lost, a_place(), -1)
    adjust_stock(lines=[line], why="lost", words="not in the tray", actor=TEST)

    found = availability([set_.pk, gone.pk, lost.pk])

    assert {(one.kind, one.state, one.word) for one in found.values()} == {
        ("gone", "set", "Set in a ring"),
        ("gone", "withdrawn", "No longer available"),
        ("gone", "none", "Not in stock"),
    }
    take_apart(item=ring, actor=TEST)
    assert availability([set_.pk])[set_.pk].state == "free"


def test_a_piece_that_is_held_in_a_store_and_being_mended_elsewhere_is_on_hold():
    from inventory.actions.receive import ReceiveLine, receive_stock

    rings = a_setting(pieces=1)
    line = ReceiveLine(rings, a_place("bench", "workshop"), 1)
    receive_stock(lines=[line], cause="test", actor=TEST)
    claim_stock(
        lines=[ClaimLine(rings.pk)], purpose="order", holder="order:x", expires_at=None, actor=TEST
    )

    one = availability([rings.pk])[rings.pk]

    assert (one.kind, one.state) == ("hold", "held")
