"""Somebody reserves a stone while a list changes it: first one, then the other, never both."""

from decimal import Decimal

import pytest
from django.db import connection

from inventory.actions import apply_list as applying
from inventory.actions.apply_list import apply_list, start_list
from inventory.errors import ListUnderWay
from inventory.locks import Locked
from inventory.models import Claim, Import, Item
from omni.lib.clock import database_now
from tests.lists import a_feed, bring, rapnet, take_in
from tests.races import Other, race
from tests.stock import TEST, hold, on_hand

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


def item() -> Item:
    return Item.objects.get(sku="SHINE-R-1")


def held_in_between(monkeypatch, rows: list[dict]) -> tuple[bool, object]:
    """Apply these rows, and let a buyer reserve the first stone once it has been judged.

    Answers whether he was through before the list was, and what he was told.
    """
    feed = a_feed()
    take_in(feed, [rapnet(1), rapnet(2)])
    run = bring(feed, rows)
    start_list(run=run, actor=TEST)
    buyer, real = Other(lambda: hold(item())), applying.compare_rows

    def judged(*args) -> set[int]:
        met = real(*args)
        buyer.begins()
        return met

    monkeypatch.setattr(applying, "compare_rows", judged)
    apply_list(run_id=run.pk, actor=TEST)
    told = buyer.told()
    return buyer.was_early, told


def test_a_buyer_waits_for_the_list_and_reserves_at_the_new_price(monkeypatch):
    was_early, claim = held_in_between(monkeypatch, [rapnet(1, RapNet_Price="8000"), rapnet(2)])

    assert not was_early
    assert isinstance(claim, Claim)
    assert item().price == Decimal(12160)
    assert on_hand(item()) == (1, 1)


def test_a_buyer_who_comes_as_it_is_withdrawn_gets_nothing(monkeypatch):
    was_early, refusal = held_in_between(monkeypatch, [rapnet(2)])

    assert not was_early
    assert "has just been sold" in str(refusal)
    assert on_hand(item()) == (0, 0)


def two_at_once() -> tuple[list[object], list[str]]:
    """Two lists of one supplier are started at the same moment; what each was told, and is."""
    feed = a_feed()
    runs = [bring(feed, [rapnet(n)]) for n in (1, 2)]
    told = race(lambda n: start_list(run=runs[n], actor=TEST), 2)
    for run in runs:
        run.refresh_from_db()
    return told, sorted(run.state for run in runs)


def test_of_two_lists_of_one_supplier_started_at_once_one_is_refused():
    told, states = two_at_once()

    assert [type(one) for one in told].count(ListUnderWay) == 1
    assert states == ["ready", "running"]


def test_control_without_its_constraint_both_run():
    index = "one_list_of_a_supplier"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef(%s::regclass)", [index])
        definition = cursor.fetchone()[0]
        cursor.execute(f"DROP INDEX {index}")
    try:
        _, states = two_at_once()
        assert states == ["running", "running"]
    finally:
        Import.objects.update(state="failed")
        with connection.cursor() as cursor:
            cursor.execute(definition)


def test_control_without_the_lock_the_price_changes_under_a_reservation(monkeypatch):
    def nothing_locked(ids) -> Locked:
        return Locked(items={}, records={}, at=database_now(), freed=set())

    monkeypatch.setattr(applying, "lock_stock", nothing_locked)

    was_early, claim = held_in_between(monkeypatch, [rapnet(1, RapNet_Price="8000"), rapnet(2)])

    assert was_early
    assert isinstance(claim, Claim)
    assert item().price == Decimal(12160), "of a stone that somebody had reserved at another"
