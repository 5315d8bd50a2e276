"""A list that was taken in is taken back: exactly what it changed, except what happened since."""

from decimal import Decimal

import pytest

from inventory.actions.undo_list import start_undo
from inventory.errors import ListMovedOn
from inventory.models import GradingReport, Item, PriceChange, StockMovement, SupplierNumber
from inventory.selectors.story_words import moved
from tests.lists import a_feed, bring, rapnet, take_in, undo
from tests.snapshots import differences, snapshot
from tests.stock import TEST, hold, on_hand, sell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


def item(number: int) -> Item:
    return Item.objects.get(sku=f"SHINE-R-{number}")


def test_everything_is_as_before_but_for_the_histories():
    feed = a_feed()
    take_in(feed, [rapnet(1), rapnet(2), rapnet(3, Lab="", Report="")])
    take_in(feed, [rapnet(1), rapnet(3, Lab="", Report="")])
    before = snapshot()

    run = take_in(
        feed,
        [
            rapnet(1, RapNet_Price="8000", Color="F", Measurements="7.40-7.43x4.56", Polish="G"),
            rapnet(2), rapnet(4), rapnet(3),
        ],
    )  # fmt: skip
    assert run.outcome == {"new": 1, "changed": 3}
    undo(run)

    assert run.state == "undone"
    changed = differences(before)
    assert changed.pop("inventory_item") == {item(4).pk: "new"}
    assert changed.pop("inventory_stone") == {item(4).pk: "new"}
    assert set(changed.pop("inventory_gradingreport").values()) == {"new"}
    assert GradingReport.objects.filter(stone=item(3).pk).count() == 0
    assert set(changed.pop("inventory_stockrecord").values()) == {"new"}
    assert set(changed.pop("inventory_suppliernumber").values()) == {"new"}
    assert changed == {}
    assert [on_hand(item(n)) for n in (1, 2, 3, 4)] == [(1, 0), (0, 0), (1, 0), (0, 0)]


def test_what_was_sold_held_or_changed_since_stays_and_is_said():
    feed = a_feed()
    take_in(feed, [rapnet(n) for n in range(1, 5)])
    run = take_in(feed, [rapnet(n, RapNet_Price="8000") for n in range(1, 4)] + [rapnet(5)])
    sell(item(1)), hold(item(2)), sell(item(5))

    undone = undo(run)

    assert undone.outcome == {"undone": 2, "kept": 3}
    assert [item(n).price for n in (1, 2, 3)] == [Decimal(12160), Decimal(12160), Decimal(13680)]
    assert [on_hand(item(n)) for n in (3, 4, 5)] == [(1, 0), (1, 0), (0, 0)]
    assert dict(run.rows.filter(state="kept").values_list("item__sku", "why")) == {
        "SHINE-R-1": "it was sold since", "SHINE-R-2": "somebody holds it",
        "SHINE-R-5": "it was sold since",
    }  # fmt: skip


def test_a_later_list_on_top_stays():
    feed = a_feed()
    first = take_in(feed, [rapnet(1), rapnet(2)])
    take_in(feed, [rapnet(1, RapNet_Price="8000")])

    undone = undo(first)

    assert undone.outcome == {"kept": 2}
    assert item(1).price == Decimal(12160)
    assert on_hand(item(1)) == (1, 0)


def test_what_went_and_came_back_by_a_later_list_is_left_alone():
    feed = a_feed()
    take_in(feed, [rapnet(1), rapnet(2)])
    gone = take_in(feed, [rapnet(1)])
    take_in(feed, [rapnet(1), rapnet(2)])
    sell(item(2))

    assert undo(gone).outcome == {"kept": 1}
    assert on_hand(item(2)) == (0, 0)


def test_the_prices_history_tells_both_ways():
    feed = a_feed()
    take_in(feed, [rapnet(1)])
    run = take_in(feed, [rapnet(1, RapNet_Price="8000")])

    undo(run)

    told = PriceChange.objects.filter(kind="price").order_by("pk")
    assert [(one.before, one.amount, one.cause) for one in told] == [
        (Decimal(13680), Decimal(12160), f"import:{run.public_id}"),
        (Decimal(12160), Decimal(13680), f"undo:{run.public_id}"),
    ]


def test_the_pieces_story_says_that_a_list_was_undone():
    feed = a_feed()
    run = take_in(feed, [rapnet(1)])
    undo(run)

    _, lead, where = moved([StockMovement.objects.latest("pk")])

    assert (lead, where) == ("Withdrawn, as a supplier’s list was undone", " from At-Shine")


def test_a_stock_number_that_went_to_another_stone_goes_back():
    feed = a_feed()
    take_in(feed, [rapnet(1)])
    first = SupplierNumber.objects.get().item

    run = take_in(feed, [rapnet(1, Report="2141439999")])
    assert SupplierNumber.objects.get().item != first
    undo(run)

    assert SupplierNumber.objects.get().item == first
    assert on_hand(first) == (1, 0)


def test_it_is_undone_once_and_never_before_it_was_applied():
    feed = a_feed()
    run = bring(feed, [rapnet(1)])
    with pytest.raises(ListMovedOn):
        start_undo(run=run, actor=TEST)
    done = take_in(feed, [rapnet(1)])
    undo(done)

    with pytest.raises(ListMovedOn):
        start_undo(run=done, actor=TEST)

    assert StockMovement.objects.count() == 2
