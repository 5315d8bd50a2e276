"""A closed count corrects the book afterwards, once, by somebody who says why."""

from types import SimpleNamespace

import pytest

from inventory.actions.adjust_stock import Adjustment, adjust_stock
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.close_count import close_count
from inventory.actions.consume import consume_claims
from inventory.actions.correct_count import MOVED_ON, correct_count
from inventory.actions.open_count import open_count
from inventory.actions.scan_count import scan_count
from inventory.errors import CountNotClosed, ReasonNeeded
from inventory.models import StockCount, StockMovement
from inventory.selectors.counts import countable, counts_of, progress, result
from tests.inventory.moves import lies
from tests.races import Together, race, rounds
from tests.stock import TEST, a_parcel, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db
WHY = "looked twice, also under the tray"


def counted(*seen, corrects=False) -> StockCount:
    """Sydney was counted, these pieces seen."""
    count = open_count(location=a_place(), actor=TEST)
    for item in seen:
        scan_count(count=count, code=item.sku, actor=TEST)
    return close_count(count=count, correct=corrects, actor=TEST)


def correct(count: StockCount, why: str = WHY) -> StockCount:
    return correct_count(count=count, why=why, actor=TEST)


def sell(item, quantity=1) -> None:
    claims = claim_stock(
        lines=[ClaimLine(item.pk, quantity)], purpose="order", holder="customer:1",
        expires_at=None, actor=TEST,
    )  # fmt: skip
    consume_claims(claims=[c.public_id for c in claims], cause="order:1", actor=TEST)


def test_posts_what_is_clear_with_its_reason():
    here, gone, setting = a_stone(), a_stone(), a_setting(pieces=3)
    count = counted(here, setting)
    assert lies(gone) == {"sydney": (1, 0)}

    correct(count)

    assert lies(gone) == {}
    assert lies(setting) == {"sydney": (1, 0)}
    assert lies(here) == {"sydney": (1, 0)}
    assert StockMovement.objects.filter(cause=f"count:{count.public_id}").count() == 2
    count.refresh_from_db()
    assert (count.corrected_why, count.corrected_by) == (WHY, str(TEST))
    assert count.corrected_at > count.closed_at


@pytest.mark.parametrize("why", ["", " ", "ok"])
def test_a_reason_is_needed(why):
    gone = a_stone()
    count = counted()

    with pytest.raises(ReasonNeeded):
        correct(count, why)

    assert lies(gone) == {"sydney": (1, 0)}


def test_an_open_count_and_one_that_has_corrected_the_book_have_nothing_to_post():
    setting = a_setting(pieces=3)
    going_on = open_count(location=a_place("perth"), actor=TEST)
    count = counted(setting, corrects=True)

    for one in (going_on, count):
        with pytest.raises(CountNotClosed):
            correct(one)

    assert lies(setting) == {"sydney": (1, 0)}


def test_twice_corrects_once():
    setting = a_setting(pieces=3)
    count = counted(setting)
    correct(count)

    with pytest.raises(CountNotClosed):
        correct(count)

    assert lies(setting) == {"sydney": (1, 0)}


def test_what_moved_since_is_left_to_people():
    sold, settled, gone = a_stone(), a_setting(pieces=5), a_stone()
    count = counted(settled)
    sell(sold)
    line = Adjustment(settled, a_place(), -4)
    adjust_stock(lines=[line], why="lost", words="not in the drawer", actor=TEST)

    correct(count)

    assert lies(settled) == {"sydney": (1, 0)}
    assert lies(sold) == {}
    assert lies(gone) == {}
    notes = dict(count.lines.values_list("item_id", "note"))
    assert notes[sold.pk] == notes[settled.pk] == MOVED_ON
    assert notes[gone.pk] == ""


def test_what_is_held_by_then_is_left_to_people():
    gone, melee = a_stone(), a_parcel(pieces=10)
    count = counted()
    claim_stock(
        lines=[ClaimLine(gone.pk)], purpose="try_on", holder="customer:1", expires_at=None,
        actor=TEST,
    )  # fmt: skip

    correct(count)

    assert lies(gone) == {"sydney": (1, 1)}
    assert lies(melee) == {"sydney": (10, 0)}
    notes = dict(count.lines.values_list("item_id", "note"))
    assert "held for somebody" in notes[gone.pk]
    assert "Weigh it" in notes[melee.pk]


@pytest.mark.django_db(transaction=True)
def test_two_managers_correct_it_once():
    for _ in range(rounds()):
        setting = a_setting(pieces=9)
        count = counted(setting)

        results = race(lambda n, count=count: correct(count), 4)

        refused = [one for one in results if isinstance(one, CountNotClosed)]
        assert len(refused) == 3, results
        assert lies(setting) == {"sydney": (1, 0)}


@pytest.mark.django_db(transaction=True)
def test_control_without_the_counts_lock_both_believe_they_did(monkeypatch):
    all_looked = Together(4)

    def unlocked(**which) -> StockCount:
        found = StockCount.objects.get(**which)
        all_looked()
        return found

    rows = SimpleNamespace(select_for_update=lambda **_: SimpleNamespace(get=unlocked))
    monkeypatch.setattr(
        "inventory.actions.correct_count.StockCount",
        SimpleNamespace(State=StockCount.State, objects=rows),
    )
    count = counted(a_setting(pieces=9))

    results = race(lambda _: correct(count), 4)

    assert sum(isinstance(one, StockCount) for one in results) > 1, results


def test_running_totals_are_of_pieces(django_assert_max_num_queries):
    seen, unseen, setting = a_stone(), a_stone(), a_setting(pieces=5)
    stranger = a_stone(at=a_place("perth"))
    count = open_count(location=a_place(), actor=TEST)
    for code in (seen.sku, setting.sku, setting.sku, stranger.sku, "4006381333931"):
        scan_count(count=count, code=code, actor=TEST)

    with django_assert_max_num_queries(8):
        now = progress(count)

    assert (now.expected, now.seen, now.missing, now.unexpected) == (7, 3, 4, 1)
    assert {(one.item.pk, one.difference) for one in now.missing_lines} == {
        (unseen.pk, 1), (setting.pk, 3),
    }  # fmt: skip
    assert [(one.item.pk, one.note) for one in now.unexpected_lines] == [(stranger.pk, "Perth")]
    assert now.unknown == ["4006381333931"]
    assert now.last[0].code == "4006381333931"


def test_the_result_says_the_same_once_it_is_closed():
    seen, unseen = a_stone(), a_stone()
    now = result(counted(seen))

    assert (now.expected, now.seen, now.missing, now.unexpected) == (2, 1, 1, 0)
    assert [one.item.pk for one in now.missing_lines] == [unseen.pk]


def test_a_store_counts_its_places_and_those_without_people():
    here, vault = a_place(), a_place("vault", "vault")
    a_place("perth")
    count = open_count(location=a_place("perth"), actor=TEST)

    assert [place.pk for place in countable(here.store_id)] == [here.pk, vault.pk]
    assert not counts_of(here.store_id).filter(pk=count.pk).exists()
