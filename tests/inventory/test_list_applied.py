"""A compared list goes into the stock through the ledger, and what is ours to protect stays."""

from decimal import Decimal

import pytest
from django.db import connection

from inventory.actions import apply_list as applying
from inventory.actions.apply_list import apply_list, start_list
from inventory.errors import ListLosesMost, ListMovedOn, ListsOff, ListStale, ListUnderWay
from inventory.events import StockChanged
from inventory.incoming.sizes import KEYS
from inventory.models import (
    Import,
    Item,
    Listing,
    Lot,
    PriceChange,
    StockMovement,
    StoneMedia,
    SupplierFeed,
    SupplierNumber,
)
from inventory.tasks import work_list
from omni.lib import events
from tests.cast import a_browser
from tests.lists import a_feed, bring, rapnet, take_in, undo
from tests.stock import TEST, hold, on_hand, sell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


def item(number: int) -> Item:
    return Item.objects.get(sku=f"SHINE-R-{number}")


def history(piece: Item) -> list[tuple]:
    kept = PriceChange.objects.filter(item=piece).order_by("pk")
    return [(one.kind, one.before, one.amount, one.cause) for one in kept]


def moves(piece: Item) -> list[tuple]:
    kept = StockMovement.objects.filter(item=piece).order_by("pk")
    return [(one.delta, one.reason, one.cause) for one in kept]


def test_a_new_stone_is_there_with_its_report_ledger_and_listing():
    feed = a_feed(margin=20)

    run = take_in(feed, [rapnet(1, Diamond_Image="https://x.example/1.jpg")])

    assert (run.state, run.rows_taken, run.outcome) == ("done", 1, {"new": 1})
    one = item(1)
    assert (one.title, one.price, one.cost) == (
        "1.52 ct round, E VS1", Decimal(16416), Decimal(13680),
    )  # fmt: skip
    assert (one.is_serial, one.is_listed, one.currency, one.tax_rate) == (True, True, "AUD", 0)
    assert one.product.name == "Round brilliant diamond"
    stone = one.stone
    assert (stone.get_cut_display(), stone.source_cut) == ("Excellent", "EX")
    assert (stone.crown_angle, stone.typical) == (
        Decimal("34.5"), ["girdle_pct", "star_pct", "lower_half_pct"],
    )  # fmt: skip
    assert (stone.report.lab, stone.report.number) == ("GIA", "2141438171")
    record = one.records.get()
    assert (record.on_hand, record.location, record.lot.ownership) == (1, feed.location, "virtual")
    assert moves(one) == [(1, "received", f"import:{run.public_id}")]
    assert Listing.objects.get(item=one).state == Listing.State.AVAILABLE
    assert SupplierNumber.objects.get().item == one
    assert StoneMedia.objects.get().url == "https://x.example/1.jpg"


def test_what_changed_changes_with_its_history_and_what_is_gone_stays_as_an_item():
    feed = a_feed()
    take_in(feed, [rapnet(1), rapnet(2), rapnet(3)])

    run = take_in(feed, [rapnet(1, RapNet_Price="8000", Color="F"), rapnet(2)])

    assert run.outcome == {"changed": 1, "gone": 1}
    cause = f"import:{run.public_id}"
    assert history(item(1)) == [
        ("price", Decimal(13680), Decimal(12160), cause),
        ("cost", Decimal(13680), Decimal(12160), cause),
    ]
    assert (item(1).title, item(1).stone.colour) == ("1.52 ct round, F VS1", 3)
    assert Listing.objects.get(item=item(1)).price == 1_216_000
    assert history(item(2)) == []
    assert item(2).availability_version == 1, "nothing of it changed"
    assert moves(item(3))[-1] == (-1, "withdrawn", cause)
    assert Listing.objects.get(item=item(3)).state == Listing.State.GONE


def test_what_comes_back_is_the_same_item():
    feed = a_feed()
    take_in(feed, [rapnet(1), rapnet(2)])
    take_in(feed, [rapnet(2)])

    run = take_in(feed, [rapnet(1, RapNet_Price="8000"), rapnet(2)])

    assert run.outcome == {"changed": 1}
    assert on_hand(item(1)) == (1, 0)
    assert [delta for delta, _, _ in moves(item(1))] == [1, -1, 1]
    assert item(1).price == Decimal(12160)


def test_a_stone_that_is_held_or_sold_after_the_comparison_is_left_as_it_is():
    feed = a_feed()
    take_in(feed, [rapnet(n) for n in range(1, 6)])
    cheap = [rapnet(n, RapNet_Price="1") for n in range(1, 4)]
    run = bring(feed, cheap)
    assert run.counts == {"changed": 3, "gone": 2}
    hold(item(1)), sell(item(2)), hold(item(4))

    start_list(run=run, actor=TEST)
    apply_list(run_id=run.pk, actor=TEST)

    run.refresh_from_db()
    assert run.outcome == {"changed": 1, "gone": 1, "protected": 3}
    assert [item(n).price for n in (1, 2, 3)] == [Decimal(13680), Decimal(13680), Decimal("1.52")]
    assert [on_hand(item(n)) for n in range(1, 6)] == [(1, 1), (0, 0), (1, 0), (1, 1), (0, 0)]
    assert dict(run.rows.filter(fate="protected").values_list("item__sku", "why")) == {
        "SHINE-R-1": "somebody holds it", "SHINE-R-2": "it was sold here",
        "SHINE-R-4": "somebody holds it",
    }  # fmt: skip


def test_a_list_that_loses_most_needs_a_second_word():
    feed = a_feed()
    take_in(feed, [rapnet(n) for n in range(1, 25)])
    run = bring(feed, [rapnet(1)])

    with pytest.raises(ListLosesMost):
        start_list(run=run, actor=TEST)

    assert on_hand(item(2)) == (1, 0)
    assert take_in(feed, [rapnet(1)], accepts_loss=True).outcome == {"gone": 23}


def test_pieces_that_are_missing_stay_where_that_is_agreed():
    feed = a_feed(withdraws_missing=False)
    take_in(feed, [rapnet(1), rapnet(2)])

    assert take_in(feed, [rapnet(1)]).outcome == {}
    assert on_hand(item(2)) == (1, 0)


def test_pieces_on_memo_lie_in_the_suppliers_lot_and_a_list_takes_none_away():
    feed = a_feed(ownership="memo_in", memo_number="M-7", due_on="2030-01-31")
    take_in(feed, [rapnet(1), rapnet(2)])

    take_in(feed, [rapnet(1, RapNet_Price="8000")])

    lot = item(1).records.get().lot
    assert (lot.ownership, lot.memo_number, str(lot.due_on)) == ("memo_in", "M-7", "2030-01-31")
    assert Lot.objects.exclude(ownership="owned").count() == 1
    assert (item(1).price, on_hand(item(2))) == (Decimal(12160), (1, 0))


def test_two_lists_of_one_supplier_one_waits():
    feed = a_feed()
    one, two = bring(feed, [rapnet(1)]), bring(feed, [rapnet(1, RapNet_Price="1"), rapnet(2)])
    start_list(run=one, actor=TEST)

    with pytest.raises(ListUnderWay):
        start_list(run=two, actor=TEST)

    apply_list(run_id=one.pk, actor=TEST)
    with pytest.raises(ListStale):
        start_list(run=two, actor=TEST)
    two.refresh_from_db()
    assert (two.state, item(1).price) == ("ready", Decimal(13680))
    other = a_feed("glow")
    start_list(run=bring(feed, [rapnet(3), rapnet(1)]), actor=TEST)
    assert take_in(other, [rapnet(9)]).state == "done"


def test_a_list_is_applied_once_and_not_while_lists_are_off():
    feed = a_feed()
    run = bring(feed, [rapnet(1)])
    SupplierFeed.objects.update(is_on=False)
    with pytest.raises(ListsOff):
        start_list(run=run, actor=TEST)
    SupplierFeed.objects.update(is_on=True)
    start_list(run=run, actor=TEST)
    apply_list(run_id=run.pk, actor=TEST)
    apply_list(run_id=run.pk, actor=TEST)

    with pytest.raises(ListMovedOn):
        start_list(run=run, actor=TEST)

    assert StockMovement.objects.count() == 1


def test_numbers_that_come_out_alike_make_items_of_their_own():
    take_in(
        a_feed("shine"),
        [rapnet(1), rapnet(2, Stock="R/1"), rapnet(3, Stock="R 1#"), rapnet(4, Stock="r-1")],
    )
    take_in(a_feed("shine-too"), [rapnet(5, Stock="-1")])
    take_in(a_feed("s"), [rapnet(6, Stock="")])

    skus = list(Item.objects.order_by("pk").values_list("sku", flat=True))
    assert skus[0] == "SHINE-R-1"
    assert skus[1] == f"SHINE-R-1-{Item.objects.get(sku=skus[1]).pk}"
    assert skus[2:4] == ["SHINE-R-1-", "SHINE-r-1"]
    assert skus[4:] == ["SHINE-TOO--1", "S-GIA-2141438176"]
    assert SupplierNumber.objects.filter(number="R/1").get().item.sku == skus[1]


def test_its_pages_open_for_a_customer():
    take_in(a_feed(), [rapnet(1, Stock="R/1 ä")])

    page = a_browser().get(f"/diamonds/{Item.objects.get().sku}/")

    assert page.status_code == 200
    assert "1.52 ct" in page.content.decode()


def test_a_list_that_kills_its_workers_waits_for_a_person():
    run = bring(a_feed(), [rapnet(1)])
    Import.objects.filter(pk=run.pk).update(state="new", tries=8)

    work_list(run.pk)

    run.refresh_from_db()
    assert run.state == "failed"
    assert "again and again" in run.error


def test_open_pages_and_the_apps_above_hear_of_it(monkeypatch):
    heard = []
    monkeypatch.setitem(events._handlers, StockChanged, [heard.append])
    feed = a_feed()

    take_in(feed, [rapnet(1), rapnet(2)])
    take_in(feed, [rapnet(1)])

    ids = [item(1).pk, item(2).pk]
    assert [sorted(event.item_ids) for event in heard] == [ids, ids[1:]]


def test_batches_together_make_the_whole(monkeypatch):
    monkeypatch.setattr("inventory.actions.apply_list.BATCH", 3)
    monkeypatch.setattr("inventory.actions.read_list.BATCH", 4)
    monkeypatch.setattr("inventory.actions.undo_list.BATCH", 2)
    feed = a_feed()

    run = take_in(feed, [rapnet(n) for n in range(1, 11)])

    assert (run.outcome, run.step_done) == ({"new": 10}, 10)
    assert StockMovement.objects.count() == Item.objects.count() == 10
    assert undo(run).outcome == {"undone": 10}
    assert Import.objects.get().version > 8


def test_the_planner_hears_of_each_long_lists_lot_and_numbers(monkeypatch):
    """By what it knew it would look for a lot's pieces in all of stock, once for each of them."""
    monkeypatch.setattr(applying, "BATCH", 1)
    take_in(a_feed(), [rapnet(1)])
    before = analysed()

    take_in(a_feed("glow"), [rapnet(2)])

    after = analysed()
    assert before.keys() == {f"inventory_{name}" for name in KEYS}
    assert all(after[table] > before[table] for table in before)


def analysed() -> dict[str, int]:
    """How often each table was looked at for the planner, not by autovacuum."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT relname, analyze_count FROM pg_stat_user_tables WHERE relname = ANY(%s)",
            [[f"inventory_{name}" for name in KEYS]],
        )
        return dict(cursor.fetchall())
