"""Counts are those of a plain reading, whatever was committed since and in whatever order."""

import random
from collections import Counter
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.set_price import set_price
from inventory.models import Item, Listing
from inventory.models.stone import Colour
from inventory.selectors import columns as kept_columns
from inventory.selectors.columns import UpToDate
from inventory.selectors.facet_counts import BARS, count, counts
from inventory.selectors.facets import CHOICES, COLOURS, RANGES, Facets
from inventory.selectors.search import search
from omni.lib import kept
from tests.inventory.test_search_selector import facets, naive, stock  # noqa: F401
from tests.races import other_connection
from tests.stock import TEST, a_place, a_stone


@pytest.mark.parametrize("bar", [10_000, 5])
def test_each_number_is_what_the_list_with_that_choice_alone_would_have(
    stock, bar, monkeypatch  # noqa: F811
):  # fmt: skip
    """Also where bars are cut into narrow ones, as of many stones."""
    monkeypatch.setattr(kept_columns, "BAR", bar)
    kept.forget()
    with UpToDate() as columns:
        assert bool(columns.cells.wider) == (bar == 5)

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(facets)
    def check(wanted: Facets) -> None:
        found = counts(wanted)

        rows = {row.item_id: row for row in stock}
        assert found.found == count(wanted) == len(naive(stock, wanted))
        assert found.stones == sum(row.state != Listing.State.GONE for row in stock)
        for name in CHOICES:
            opened = COLOURS if name in COLOURS else [name]
            others = [rows[pk] for pk in naive(stock, wanted.without(*opened))]
            if name == "intensity":  # only what is fancy has one, said or not
                others = [row for row in others if row.colour == Colour.FANCY]
            expected = Counter(getattr(row, name) for row in others)
            assert {code: n for code, n in enumerate(found.by_choice[name]) if n} == expected
        others = [rows[pk] for pk in naive(stock, wanted.without("place"))]
        assert found.at_location == Counter(row.place for row in others)
        for name, bars in (("carat", found.carats), ("price", found.prices)):
            others = [getattr(rows[pk], name) for pk in naive(stock, wanted.without(name))]
            assert [bar.number for bar in bars] == heights(name, others)

    check()


def heights(name: str, values: list[int]) -> list[int]:
    bounds = [round(bound * RANGES[name].scale) for bound in BARS[name]]
    inner = bounds[1:-1]
    numbers = Counter(sum(value >= edge for edge in inner) for value in values)
    return [numbers[bar] for bar in range(len(bounds) - 1)]


def test_more_stones_than_can_be_put_in_order_are_refused_loudly(db, monkeypatch):
    monkeypatch.setattr(kept_columns, "MOST_STONES", 2)
    for _ in range(2):
        a_stone()
        count(Facets())
    a_stone()

    with pytest.raises(OverflowError):
        count(Facets())


def test_a_price_beyond_all_reason_mixes_no_order_up(db):
    dear, middle, cheap = (a_stone(price=price).pk for price in ("9e11", "5000", "900"))

    for sort, expected in (("price", [cheap, middle, dear]), ("-price", [dear, middle, cheap])):
        first = search(Facets(shapes=(1,), sort=sort), size=1)
        rest = search(Facets(shapes=(1,), sort=sort), after=first.next)
        assert [one.item_id for one in [*first.items, *rest.items]] == expected
    assert [one.item_id for one in search(Facets(price_min=Decimal(6000))).items] == [dear]


def test_an_empty_shop_has_none(db):
    found = counts(Facets(shapes=(1,), places=()))

    assert (found.found, found.stones, found.at_location) == (0, 0, {})
    assert sum(bar.number for bar in found.carats) == 0


@pytest.mark.django_db(transaction=True)
class TestWhatWasCommittedSince:
    def test_a_sale_a_price_and_a_new_stone_are_counted_at_once(self):
        sold, dear, other = a_stone(), a_stone(price="900"), a_stone(at=a_place("melbourne"))
        assert counts(Facets()).found == 3

        sell(sold)
        set_price(item=dear, price=Decimal(25000), actor=TEST)
        fresh = a_stone(shape=2)

        found = counts(Facets())
        assert found.found == found.stones == 3
        assert found.by_choice["shape"][1:3] == [2, 1]
        assert found.prices[-1].number == 3
        assert set(ids()) == {dear.pk, other.pk, fresh.pk}

    def test_a_hold_is_read_without_its_row_being_sent_again(self, django_assert_num_queries):
        item = a_stone()
        counts(Facets())
        changed_in = Listing.objects.get().changed_in

        hold(item)

        assert Listing.objects.get().changed_in == changed_in
        with django_assert_num_queries(1):
            assert count(Facets()) == 1

    def test_rows_that_become_visible_in_another_order_than_written_are_all_counted(self):
        first, second = a_stone(), a_stone()
        assert count(DEAR) == 2

        with other_connection() as late:
            make_cheap(first, late)
            sell(second)  # a younger transaction that is committed first
            assert count(DEAR) == 1
            late("COMMIT")

        assert count(DEAR) == 0

    def test_a_reading_by_the_highest_number_seen_would_miss_the_late_one(self):
        """The control: what the test above would let through if it proved nothing."""
        first, second = a_stone(), a_stone()
        with other_connection() as late:
            make_cheap(first, late)
            sell(second)
            highest = max(Listing.objects.values_list("changed_in", flat=True))
            late("COMMIT")

        assert Listing.objects.get(item=first).price == 90_000
        assert not Listing.objects.filter(item=first, changed_in__gt=highest).exists()

    def test_what_is_rolled_back_was_never_counted(self):
        item = a_stone()
        assert count(DEAR) == 1
        with other_connection() as late:
            make_cheap(item, late)
            assert count(DEAR) == 1
            late("ROLLBACK")

        assert count(DEAR) == 1

    def test_what_is_rolled_back_after_it_was_searched_for_is_as_it_was(self):
        item = a_stone()
        assert count(DEAR) == 1

        with taken_back():
            set_price(item=item, price=Decimal(900), actor=TEST)
            a_stone(price="3000", shape=2)
            assert (count(DEAR), count(Facets()), search(DEAR).items[0].cents) == (1, 2, 300_000)

        assert [one.item_id for one in search(DEAR).items] == [item.pk]
        assert (count(DEAR), count(Facets()), counts(Facets()).stones) == (1, 1, 1)

    def test_what_a_savepoint_takes_back_is_as_it_was_though_the_rest_is_committed(self):
        item, other = a_stone(), a_stone()
        with transaction.atomic():
            set_price(item=other, price=Decimal(900), actor=TEST)
            kept.forget()  # and a process that reads all of it in between
            assert count(DEAR) == 1
            with taken_back():
                set_price(item=item, price=Decimal(900), actor=TEST)
                assert count(DEAR) == 0
            assert count(DEAR) == 1

        assert count(DEAR) == 1

    def test_what_a_whole_reading_saw_is_taken_back_too(self):
        item = a_stone()
        with taken_back():
            set_price(item=item, price=Decimal(900), actor=TEST)
            kept.forget()
            assert count(DEAR) == 0

        assert count(DEAR) == 1

    def test_what_was_searched_for_and_then_committed_is_read_once_more(
        self, django_assert_num_queries
    ):
        item = a_stone()
        with transaction.atomic():
            set_price(item=item, price=Decimal(900), actor=TEST)
            assert count(DEAR) == 0

        with django_assert_num_queries(1):
            assert count(DEAR) == 0
        with UpToDate() as columns:
            assert columns._unsure == set()

    def test_a_restored_dump_bears_numbers_that_are_still_to_come(self):
        old, item = a_stone(), a_stone()
        Listing.objects.filter(pk=old.pk).update(changed_in=2**60)
        kept.forget()
        assert count(Facets()) == 2

        sell(item)

        assert count(Facets()) == 1
        with UpToDate() as columns:
            assert columns.upto < 2**60

    @pytest.mark.parametrize("bar", [10_000, 2])
    def test_many_changes_between_two_readings_leave_the_same_as_reading_all_anew(
        self, bar, monkeypatch
    ):
        monkeypatch.setattr(kept_columns, "BAR", bar)
        kept.forget()
        dice = random.Random(7)
        items = [a_stone(price=str(1000 + n)) for n in range(12)]
        counts(Facets())
        for round_ in range(6):
            with transaction.atomic():
                for item in dice.sample(items, 3):
                    price = Decimal(dice.randrange(500, 30_000))
                    set_price(item=item, price=price, actor=TEST)
            items.append(a_stone(shape=dice.randint(1, 8), price=str(2000 + round_)))
            if round_ % 2:
                sell(items.pop(dice.randrange(len(items))))
            step_by_step = [(counts(wanted), search(wanted)) for wanted in SEARCHES]
            kept.forget()
            assert step_by_step == [(counts(wanted), search(wanted)) for wanted in SEARCHES]

    def test_a_stone_at_a_place_that_had_none_is_found_there(self):
        a_stone(at=a_place("sydney"))
        assert counts(Facets(shapes=(1,))).found == 1

        fresh = a_stone(at=a_place("perth"))

        here = Facets(shapes=(1,), places=("perth",))
        assert [one.item_id for one in search(here).items] == [fresh.pk]
        assert counts(here).at_location == {a_place("sydney").pk: 1, a_place("perth").pk: 1}

    def test_so_many_changes_that_all_is_made_anew(self, monkeypatch):
        monkeypatch.setattr(kept_columns, "MANY", 1)
        items = [a_stone(price=str(1000 + n)) for n in range(3)]
        dearest = Facets(shapes=(1,), sort="-price")
        assert [one.item_id for one in search(dearest).items] == [i.pk for i in items[::-1]]

        with transaction.atomic():
            for price, item in enumerate(items):
                set_price(item=item, price=Decimal(9000 - price), actor=TEST)

        assert [one.item_id for one in search(dearest).items] == [i.pk for i in items]
        assert counts(dearest).found == 3


@contextmanager
def taken_back():
    """What is done within is rolled back at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


DEAR = Facets(price_min=Decimal(1000))
SEARCHES = [
    Facets(),
    Facets(shapes=(1, 3)),
    Facets(price_min=Decimal(1000), price_max=Decimal(5000)),
    Facets(shapes=(1, 2), price_min=Decimal(1050), sort="price"),
    Facets(carat_max=Decimal(3), price_max=Decimal(20_000), sort="-price"),
    Facets(shapes=(1,), colours=(1, 2, 3, 4, 5), clarities=tuple(range(1, 9)), sort="carat"),
]


def make_cheap(item: Item, run) -> None:
    run(f"UPDATE inventory_item SET price = 900 WHERE id = {item.pk}")
    run(f"SELECT inventory_refresh_listings(ARRAY[{item.pk}])")


def ids() -> list[int]:
    with UpToDate() as columns:
        return columns["item_id"][columns["is_unsold"] == 1].tolist()


def hold(item: Item):
    return claim_stock(
        lines=[ClaimLine(item.pk)], purpose="order", holder="order:x", expires_at=None, actor=TEST
    )


def sell(item: Item) -> None:
    claims = [claim.public_id for claim in hold(item)]
    consume_claims(claims=claims, cause="order:x", actor=TEST)
