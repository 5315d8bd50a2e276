"""Claiming holds all lines or none, once, for one holder."""

import datetime as dt
import time
import uuid

import pytest
from django.db import OperationalError, connection, transaction

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.expire import expire_claims
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.actions.release import release_claims
from inventory.errors import BadQuantity, Insufficient
from inventory.ledger import Step, post
from inventory.locks import lock_stock
from inventory.models import Claim, Item, Listing, Lot, SafetyStock, StockRecord, Supplier
from omni.lib.clock import database_now
from tests.races import other_connection
from tests.stock import TEST, a_place, a_setting, a_stone, on_hand

pytestmark = pytest.mark.django_db

PRIYA, ZOE = "customer:priya", "customer:zoe"


def claim(item, holder=PRIYA, quantity=1, minutes=60, **more):
    return claim_stock(
        lines=[ClaimLine(item.pk, quantity)], purpose="basket", holder=holder,
        expires_at=database_now() + dt.timedelta(minutes=minutes), actor=TEST, **more,
    )  # fmt: skip


def test_holds_the_piece_and_grows_the_version():
    stone = a_stone()
    before = stone.availability_version

    (held,) = claim(stone)

    stone.refresh_from_db()
    assert stone.availability_version > before
    assert on_hand(stone) == (1, 1)
    assert (held.holder, held.quantity, held.is_serial) == (PRIYA, 1, True)
    assert Listing.objects.get(item=stone).state == Listing.State.HELD


def test_refuses_the_last_unit_twice():
    stone = a_stone()
    claim(stone)

    with pytest.raises(Insufficient) as refusal:
        claim(stone, ZOE)

    assert [(s.sku, s.wanted, s.free) for s in refusal.value.short] == [(stone.sku, 1, 0)]
    assert Claim.objects.count() == 1
    assert on_hand(stone) == (1, 1)


def versions_written() -> int:
    """Of items, in this transaction, those that were taken back included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n_tup_upd FROM pg_stat_xact_user_tables WHERE relname = 'inventory_item'"
        )
        return cursor.fetchone()[0]


def test_what_is_somebody_elses_is_refused_without_a_trace():
    stone, sold = a_stone(), a_stone()
    consume_claims(claims=[claim(sold)[0].public_id], cause="order:x", actor=TEST)
    claim(stone)
    before = versions_written()

    refusals = []
    for item in (stone, sold):
        with pytest.raises(Insufficient) as refusal:
            claim(item, ZOE, quantity=2)
        refusals += refusal.value.short

    assert versions_written() == before
    assert [(s.sku, s.wanted, s.free, s.is_gone) for s in refusals] == [
        (stone.sku, 2, 0, False), (sold.sku, 2, 0, True),
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_what_is_somebody_elses_is_refused_without_waiting_for_whoever_changes_it():
    stone = a_stone()
    claim(stone)

    with other_connection() as run:
        run(f"SELECT 1 FROM inventory_item WHERE id = {stone.pk} FOR UPDATE")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
            with pytest.raises(Insufficient):
                claim(stone, ZOE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("of", ["free", "overdue", "hers"])
def test_what_may_be_had_is_waited_for(of):
    stone = a_stone()
    if of != "free":
        claim(stone, ZOE if of == "hers" else PRIYA, minutes=-1 if of == "overdue" else 60)

    with other_connection() as run:
        run(f"SELECT 1 FROM inventory_item WHERE id = {stone.pk} FOR UPDATE")
        with pytest.raises(OperationalError), transaction.atomic():
            claim_with_little_patience(stone)

    (held,) = claim(stone, ZOE)
    assert (held.holder, on_hand(stone)) == (ZOE, (1, 1))


def claim_with_little_patience(stone: Item) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '100ms'")
    claim(stone, ZOE)


def test_lists_every_short_line_and_holds_none():
    rings, stone, free = a_setting(pieces=2), a_stone(), a_stone()
    claim(stone, ZOE)

    with pytest.raises(Insufficient) as refusal:
        claim_stock(
            lines=[ClaimLine(rings.pk, 3), ClaimLine(stone.pk), ClaimLine(free.pk)],
            purpose="basket", holder=PRIYA, expires_at=None, actor=TEST,
        )  # fmt: skip

    assert [(s.sku, s.free) for s in refusal.value.short] == [(rings.sku, 2), (stone.sku, 0)]
    assert Claim.objects.filter(holder=PRIYA).count() == 0
    assert on_hand(free) == (1, 0)


def test_takes_over_what_the_same_person_holds():
    stone = a_stone()
    (first,) = claim(stone)

    (again,) = claim(stone, "order:1", also=(PRIYA,))

    assert again.pk == first.pk
    assert Claim.objects.get().holder == "order:1"
    assert on_hand(stone) == (1, 1)


def test_takes_part_of_what_she_holds_when_nothing_else_is_free():
    rings = a_setting(pieces=3)
    (three,) = claim(rings, quantity=3)

    (one,) = claim(rings, "order:1", also=(PRIYA,))

    assert (one.pk, one.quantity) == (three.pk, 1)
    assert list(Claim.objects.order_by("pk").values_list("holder", "quantity")) == [
        ("order:1", 1), (PRIYA, 2),
    ]  # fmt: skip
    assert on_hand(rings) == (3, 3)


def test_splits_a_quantity_over_places():
    rings = a_setting(pieces=2)
    from inventory.actions.receive import ReceiveLine, receive_stock

    receive_stock(lines=[ReceiveLine(rings, a_place("melbourne"), 2)], cause="test", actor=TEST)

    claims = claim(rings, quantity=3)

    assert sorted(c.quantity for c in claims) == [1, 2]
    assert on_hand(rings) == (4, 3)


@pytest.mark.parametrize("quantity", [0, -1])
def test_refuses_a_quantity_below_one(quantity):
    rings = a_setting()

    with pytest.raises(BadQuantity):
        claim(rings, quantity=quantity)

    assert on_hand(rings) == (10, 0)


def test_an_overdue_claim_never_refuses_the_next_holder():
    stone = a_stone()
    claim(stone, minutes=-1)

    (held,) = claim(stone, ZOE)

    assert held.holder == ZOE
    assert on_hand(stone) == (1, 1)
    assert Claim.objects.get(holder=PRIYA).released_why == "expired"


def test_the_sweep_frees_what_is_overdue_and_nothing_else():
    late, early = a_stone(), a_stone()
    claim(late, minutes=-1)
    claim(early)

    assert expire_claims() == 1

    assert (on_hand(late), on_hand(early)) == ((1, 0), (1, 1))
    assert Listing.objects.get(item=late).state == Listing.State.AVAILABLE


def test_releasing_twice_frees_once():
    rings = a_setting(pieces=5)
    (held,) = claim(rings, quantity=2)

    release_claims(claims=[held.public_id], why="changed her mind", actor=TEST)
    release_claims(claims=[held.public_id], why="again", actor=TEST)

    assert on_hand(rings) == (5, 0)


def online(item, holder=ZOE, quantity=1):
    return claim_stock(
        lines=[ClaimLine(item.pk, quantity, online=True)], purpose="basket", holder=holder,
        expires_at=None, actor=TEST,
    )  # fmt: skip


def test_keeps_the_safety_stock_of_a_place_from_the_web_and_not_from_its_staff():
    setting = a_setting(pieces=3)
    SafetyStock.objects.create(item=setting, location=a_place(), quantity=2)

    with pytest.raises(Insufficient) as refused:
        online(setting, quantity=2)

    assert refused.value.short[0].free == 1
    assert on_hand(setting) == (3, 0)
    assert sum(held.quantity for held in online(setting)) == 1
    assert sum(held.quantity for held in claim(setting, quantity=2)) == 2


def test_counts_safety_stock_once_for_a_place_with_pieces_of_two_lots():
    setting, supplier = a_setting(pieces=2), Supplier.objects.create(code="s", name="Supplier")
    lot = Lot.objects.create(ownership="memo_in", supplier=supplier, memo_number="7")
    receive_stock(lines=[ReceiveLine(setting, a_place(), 2, lot)], cause="test", actor=TEST)
    SafetyStock.objects.create(item=setting, location=a_place(), quantity=1)

    with pytest.raises(Insufficient):
        online(setting, quantity=4)

    assert sum(held.quantity for held in online(setting, quantity=3)) == 3


def test_her_own_piece_is_hers_wherever_it_lies():
    stone, away = a_stone(), a_place("with-priya", "customer")
    (held,) = claim(stone)
    record, _ = StockRecord.objects.get_or_create(item=stone, location=away, lot=held.record.lot)
    locked = lock_stock([stone.pk])
    steps = [
        Step(locked.records[held.record_id], -1, "moved_out", -1),
        Step(locked.records[record.pk], 1, "moved_in", 1),
    ]
    post(steps, locked=locked, actor=TEST, cause="test")
    Claim.objects.filter(pk=held.pk).update(record=record)

    with pytest.raises(Insufficient):
        claim(stone, holder=ZOE)

    (again,) = claim(stone)
    assert again.pk == held.pk


def test_names_every_short_line_with_what_is_free():
    setting, stone = a_setting(pieces=2), a_stone()
    claim(stone, holder=ZOE)

    with pytest.raises(Insufficient) as refused:
        claim_stock(
            lines=[ClaimLine(setting.pk, 5), ClaimLine(stone.pk), ClaimLine(0)],
            purpose="basket", holder=PRIYA, expires_at=None, actor=TEST,
        )  # fmt: skip

    assert [(line.sku, line.wanted, line.free, line.is_gone) for line in refused.value.short] == [
        (setting.sku, 5, 2, False), (stone.sku, 1, 0, False), ("0", 1, 0, True),
    ]  # fmt: skip


def test_public_ids_are_of_version_7_and_in_order_of_time():
    stones = [a_stone() for _ in range(3)]

    ids = []
    for stone in stones:
        ids.append(claim(stone)[0].public_id)
        time.sleep(0.002)

    assert [one.version for one in ids] == [7, 7, 7]
    assert {one.variant for one in ids} == {uuid.RFC_4122}
    assert ids == sorted(ids)
