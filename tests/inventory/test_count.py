"""A count compares what people saw with the book, as both are when it is closed."""

import pytest

from inventory.actions.abandon_count import abandon_count
from inventory.actions.adjust_stock import Adjustment, adjust_stock
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.close_count import close_count
from inventory.actions.consume import consume_claims
from inventory.actions.open_count import open_count
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.scan_count import scan_count
from inventory.errors import BadQuantity, CountGoesOn, CountOver
from inventory.models import GradingReport, StockMovement
from inventory.tally import figures, tally
from tests.inventory.moves import Wish, lies, sent
from tests.races import race, rounds
from tests.stock import TEST, a_parcel, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db


def counting(scope=""):
    return open_count(location=a_place(), scope=scope, actor=TEST)


def scan(count, item, quantity=1):
    return scan_count(count=count, code=item.sku, quantity=quantity, actor=TEST)


def close(count, correct=True):
    close_count(count=count, correct=correct, actor=TEST)
    return {
        line.item.sku: (line.outcome, line.expected, line.counted, line.adjusted)
        for line in count.lines.select_related("item")
    }


def sell(item, quantity=1, holder="customer:1"):
    claims = claim_stock(
        lines=[ClaimLine(item.pk, quantity)], purpose="order", holder=holder,
        expires_at=None, actor=TEST,
    )  # fmt: skip
    consume_claims(claims=[c.public_id for c in claims], cause="order:1", actor=TEST)


def test_the_figures_of_one_item_are_those_it_has_among_all():
    here, moved, setting = a_stone(), a_stone(), a_setting(pieces=5)
    stranger = a_stone(at=a_place("melbourne"))
    count = counting()
    for item in (here, moved, setting, stranger):
        scan(count, item)
    sell(moved)

    everything = figures(count)

    for item in (here, moved, setting, stranger):
        alone = figures(count, item.pk)
        assert alone == {pk: one for pk, one in everything.items() if pk == item.pk}
    assert figures(count, setting.pk)[setting.pk].expected == 5


def test_finds_what_is_there_and_misses_what_is_not():
    here, gone, setting = a_stone(), a_stone(), a_setting(pieces=5)
    count = counting()
    scan(count, here)
    scan(count, setting, 3)

    found = close(count)

    assert found == {
        here.sku: ("found", 1, 1, 0),
        gone.sku: ("missing", 1, 0, -1),
        setting.sku: ("missing", 5, 3, -2),
    }
    assert lies(gone) == {}
    assert lies(setting) == {"sydney": (3, 0)}
    move = StockMovement.objects.filter(item=gone).latest("id")
    assert (move.reason, move.cause) == ("counted", f"count:{count.public_id}")


def test_without_correcting_it_only_says():
    stone = a_stone()
    count = counting()

    found = close(count, correct=False)

    assert found == {stone.sku: ("missing", 1, 0, 0)}
    assert lies(stone) == {"sydney": (1, 0)}


@pytest.mark.parametrize("code", ["sku", "gtin", "report", "tag"])
def test_knows_a_piece_by_whatever_is_on_its_tag(code):
    stone = a_stone()
    stone.gtin = "9312345678907"
    stone.save()
    GradingReport.objects.create(stone=stone.stone, lab="GIA", number="2141438171")
    count = counting()
    codes = {
        "sku": stone.sku.lower(), "gtin": stone.gtin, "report": "2141 438171",
        "tag": f"https://shop.example/diamonds/{stone.sku}/?from=tag",
    }  # fmt: skip

    scan_count(count=count, code=codes[code], actor=TEST)

    assert close(count)[stone.sku] == ("found", 1, 1, 0)


def test_a_second_scan_of_one_of_a_kind_is_the_first():
    stone = a_stone()
    count = counting()

    assert scan(count, stone).pk == scan(count, stone).pk
    scan(count, stone, -1)
    with pytest.raises(BadQuantity):
        scan(count, stone, -1)
    with pytest.raises(BadQuantity):
        scan(count, stone, 2)

    assert close(count, correct=False)[stone.sku] == ("missing", 1, 0, 0)


def test_a_code_of_nothing_of_ours_is_noted():
    count = counting()

    seen = scan_count(count=count, code="4006381333931", actor=TEST)

    assert (seen.item, seen.code) == (None, "4006381333931")
    with pytest.raises(BadQuantity):
        scan_count(count=count, code="  ", actor=TEST)
    with pytest.raises(BadQuantity):
        scan_count(count=count, code="a\x00b", actor=TEST)
    assert close(count) == {}


def test_what_is_sold_meanwhile_is_not_missing():
    scanned, unseen, setting = a_stone(), a_stone(), a_setting(pieces=5)
    count = counting()
    scan(count, scanned)
    scan(count, setting, 5)
    for item in (scanned, unseen):
        sell(item)
    sell(setting, 2)

    found = close(count)

    assert found == {setting.sku: ("found", 3, 3, 0)}
    assert lies(setting) == {"sydney": (3, 0)}


def test_what_arrives_meanwhile_was_seen_by_whoever_received_it():
    stone = a_stone(at=a_place("perth"))
    transfer = sent(Wish(stone.pk), source=a_place("perth"), to=a_place())
    count = counting()
    receive_transfer(transfer=transfer, actor=TEST)

    assert close(count) == {stone.sku: ("found", 1, 1, 0)}


def test_what_is_held_is_left_to_people():
    stone = a_stone()
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="appointment", holder="customer:1", expires_at=None,
        actor=TEST,
    )  # fmt: skip
    count = counting()

    assert close(count) == {stone.sku: ("missing", 1, 0, 0)}
    assert "held for somebody" in count.lines.get().note
    assert lies(stone) == {"sydney": (1, 1)}


def test_a_stone_that_the_book_has_elsewhere_or_sold_is_named_and_not_doubled():
    elsewhere, sold, lost = a_stone(at=a_place("perth")), a_stone(), a_stone()
    sell(sold)
    adjust_stock(
        lines=[Adjustment(lost, a_place(), -1)], why="lost", words="not in the tray", actor=TEST
    )
    count = counting()
    for item in (elsewhere, sold, lost):
        scan(count, item)

    found = close(count)

    assert found == {
        elsewhere.sku: ("unexpected", 0, 1, 0),
        sold.sku: ("unexpected", 0, 1, 0),
        lost.sku: ("unexpected", 0, 1, 1),
    }
    notes = {line.item_id: line.note for line in count.lines.all()}
    assert notes[elsewhere.pk] == "The book has it at Perth."
    assert notes[sold.pk].startswith("The book says sold on")
    assert lies(lost) == {"sydney": (1, 0)}


def test_a_parcel_is_left_to_the_scale():
    parcel = a_parcel(pieces=100)
    count = counting()
    scan(count, parcel, 90)

    assert close(count)[parcel.sku] == ("missing", 100, 90, 0)
    assert "Weigh it" in count.lines.get().note


def test_one_kind_may_be_counted_by_itself():
    stone, setting = a_stone(), a_setting(pieces=2)
    count = counting("setting")
    scan(count, setting, 2)

    assert close(count) == {setting.sku: ("found", 2, 2, 0)}
    assert lies(stone) == {"sydney": (1, 0)}


def test_one_count_of_a_place_at_a_time_and_none_after_its_end():
    stone = a_stone()
    count = counting()
    with pytest.raises(CountGoesOn):
        counting()
    other = counting("setting")
    abandon_count(count=other, actor=TEST)
    close(count)

    for one in (count, other):
        with pytest.raises(CountOver):
            scan(one, stone)
        with pytest.raises(CountOver):
            close_count(count=one, correct=True, actor=TEST)
    assert counting().pk


def test_running_totals_cost_few_queries(django_assert_max_num_queries):
    for _ in range(5):
        a_stone()
    count = counting()

    with django_assert_max_num_queries(5):
        lines = tally(count)

    assert [line.outcome for line in lines] == ["missing"] * 5


@pytest.mark.django_db(transaction=True)
def test_counting_while_selling_corrects_nothing_that_was_sold():
    for _ in range(rounds()):
        setting = a_setting(pieces=12)
        count = counting()
        scan(count, setting, 12)

        def work(n, item=setting, count=count):
            if n == 0:
                return close_count(count=count, correct=True, actor=TEST)
            return sell(item, holder=f"customer:{n}")

        results = race(work, 6)

        assert not [r for r in results if isinstance(r, Exception)], results
        assert lies(setting) == {"sydney": (7, 0)}


def test_control_a_count_that_knows_nothing_of_sales_finds_sold_pieces_again(monkeypatch):
    setting = a_setting(pieces=12)
    count = counting()
    scan(count, setting, 12)
    sell(setting, 2)
    monkeypatch.setattr("inventory.tally._moved", lambda *_: {})

    close(count)

    assert lies(setting) == {"sydney": (12, 0)}  # ten lie there
