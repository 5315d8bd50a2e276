"""A stone that was new when its list was compared has come when that is applied: it is locked and
judged like any other.
"""

from collections.abc import Callable
from decimal import Decimal

import pytest

from inventory.actions import apply_list as applying
from inventory.actions.apply_list import apply_list, start_list
from inventory.locks import Locked
from inventory.models import Claim, GradingReport, Import, Item, PriceChange, SupplierFeed
from tests.lists import a_feed, bring, rapnet, take_in
from tests.races import Other
from tests.stock import TEST, a_stone, hold, on_hand

pytestmark = pytest.mark.django_db(transaction=True)
ROW = rapnet(1, RapNet_Price="8000")


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


def by_hand(feed: SupplierFeed, run: Import) -> Item:
    """Somebody takes the first row's stone in, into the supplier's own lot and place."""
    stone = a_stone(at=feed.location, lot=run.lot)
    GradingReport.objects.create(stone=stone.stone, lab="GIA", number=ROW["Report #"])
    return stone


def compared(feed: SupplierFeed, rows: list[dict]) -> Import:
    run = bring(feed, rows)
    assert run.counts == {"new": len(rows)}
    return run


def applied(run: Import) -> Import:
    start_list(run=run, actor=TEST)
    apply_list(run_id=run.pk, actor=TEST)
    run.refresh_from_db()
    return run


def test_one_that_another_supplier_had_and_withdrew_meanwhile_is_received():
    feed, other = a_feed(), a_feed("glow")
    run = compared(feed, [ROW, rapnet(2)])
    take_in(other, [rapnet(1), rapnet(3)])
    take_in(other, [rapnet(3)])
    stone = Item.objects.get(stone__report__number=ROW["Report #"])
    assert on_hand(stone) == (0, 0)

    applied(run)

    assert run.outcome == {"new": 1, "changed": 1}
    assert on_hand(stone) == (1, 0)
    stone.refresh_from_db()
    assert stone.price == Decimal(12160)


def test_one_that_another_supplier_offers_meanwhile_is_left_as_it_is():
    feed = a_feed()
    run = compared(feed, [ROW])
    take_in(a_feed("glow"), [rapnet(1)])

    applied(run)

    assert run.outcome == {"protected": 1}
    assert not PriceChange.objects.exists()


def reserved_once_judged(monkeypatch) -> tuple[bool, object, Item]:
    """Take in the list of a stone that came by hand meanwhile, and let a buyer reserve it once it
    has been judged for the last time. Answers whether he was through before the list was.
    """
    feed = a_feed()
    run = compared(feed, [ROW, rapnet(2)])
    stone = by_hand(feed, run)
    buyer, real = Other(lambda: hold(stone)), applying.apply_rows

    def judged(*args, **more) -> object:
        buyer.begins()
        return real(*args, **more)

    monkeypatch.setattr(applying, "apply_rows", judged)
    applied(run)
    told = buyer.told()
    stone.refresh_from_db()
    return buyer.was_early, told, stone


def test_a_buyer_waits_for_the_list_that_met_it(monkeypatch):
    was_early, claim, stone = reserved_once_judged(monkeypatch)

    assert not was_early
    assert isinstance(claim, Claim)
    assert (stone.price, on_hand(stone)) == (Decimal(12160), (1, 1))


def test_control_without_its_lock_the_price_changes_under_a_reservation(monkeypatch):
    monkeypatch.setattr(applying, "_judged", only_the_known(applying.lock_stock))

    was_early, claim, stone = reserved_once_judged(monkeypatch)

    assert was_early
    assert isinstance(claim, Claim)
    assert stone.price == Decimal(12160), "of a stone that somebody had reserved at another"


def only_the_known(lock_stock: Callable) -> Callable:
    """What was known when the list was compared is locked, and what has come meanwhile isn't."""

    def judged(job, facts: dict, known: set[int]) -> Locked:
        locked = lock_stock(known)
        applying.compare_rows(job, facts["rows"])
        return locked

    return judged


def test_one_that_is_reserved_meanwhile_is_left_as_it_is():
    feed = a_feed()
    run = compared(feed, [ROW])
    stone = by_hand(feed, run)
    hold(stone)

    applied(run)

    assert run.outcome == {"protected": 1}
    stone.refresh_from_db()
    assert stone.price == Decimal("21480.00")
