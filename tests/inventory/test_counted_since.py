"""What was committed since a process read its columns is counted, in whatever order it was."""

import random
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import transaction

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.set_price import set_price
from inventory.models import Item, Listing
from inventory.selectors import columns as kept_columns
from inventory.selectors.columns import UpToDate
from inventory.selectors.facet_counts import count, counts
from inventory.selectors.facets import Facets
from inventory.selectors.search import search
from omni.lib import kept
from tests.races import other_connection
from tests.stock import TEST, a_place, a_stone

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_sale_a_price_and_a_new_stone_are_counted_at_once():
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


def test_a_hold_is_read_without_its_row_being_sent_again(django_assert_num_queries):
    item = a_stone()
    counts(Facets())
    changed_in = Listing.objects.get().changed_in

    hold(item)

    assert Listing.objects.get().changed_in == changed_in
    with django_assert_num_queries(1):
        assert count(Facets()) == 1


def test_what_changed_since_is_found_by_looking_once_more(django_assert_num_queries):
    plain, dear = a_stone(price="900"), a_stone(price="800")
    dearest = Facets(sort="-price")
    assert search(dearest).items[0].item_id == plain.pk
    set_price(item=dear, price=Decimal(25000), actor=TEST)

    with django_assert_num_queries(2):
        found = search(dearest)
    with django_assert_num_queries(1):
        again = search(dearest)

    assert found == again
    assert [(one.item_id, one.cents) for one in found.items] == [
        (dear.pk, 2_500_000), (plain.pk, 90_000),
    ]  # fmt: skip


def test_a_hold_comes_with_its_version_and_no_further_query(django_assert_num_queries):
    item = a_stone()
    (before,) = search(Facets()).items

    hold(item)

    with django_assert_num_queries(1):
        (after,) = search(Facets()).items
    assert after.version == before.version + 1


def test_rows_that_become_visible_in_another_order_than_written_are_all_counted():
    first, second = a_stone(), a_stone()
    assert count(DEAR) == 2

    with other_connection() as late:
        make_cheap(first, late)
        sell(second)  # a younger transaction that is committed first
        assert count(DEAR) == 1
        late("COMMIT")

    assert count(DEAR) == 0


def test_a_reading_by_the_highest_number_seen_would_miss_the_late_one():
    """The control: what the test above would let through if it proved nothing."""
    first, second = a_stone(), a_stone()
    with other_connection() as late:
        make_cheap(first, late)
        sell(second)
        highest = max(Listing.objects.values_list("changed_in", flat=True))
        late("COMMIT")

    assert Listing.objects.get(item=first).price == 90_000
    assert not Listing.objects.filter(item=first, changed_in__gt=highest).exists()


def test_what_is_rolled_back_was_never_counted():
    item = a_stone()
    assert count(DEAR) == 1
    with other_connection() as late:
        make_cheap(item, late)
        assert count(DEAR) == 1
        late("ROLLBACK")

    assert count(DEAR) == 1


def test_what_is_rolled_back_after_it_was_searched_for_is_as_it_was():
    item = a_stone()
    assert count(DEAR) == 1

    with taken_back():
        set_price(item=item, price=Decimal(900), actor=TEST)
        a_stone(price="3000", shape=2)
        assert (count(DEAR), count(Facets()), search(DEAR).items[0].cents) == (1, 2, 300_000)

    assert [one.item_id for one in search(DEAR).items] == [item.pk]
    assert (count(DEAR), count(Facets()), counts(Facets()).stones) == (1, 1, 1)


def test_what_a_savepoint_takes_back_is_as_it_was_though_the_rest_is_committed():
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


def test_what_a_whole_reading_saw_is_taken_back_too():
    item = a_stone()
    with taken_back():
        set_price(item=item, price=Decimal(900), actor=TEST)
        kept.forget()
        assert count(DEAR) == 0

    assert count(DEAR) == 1


def test_what_was_searched_for_and_then_committed_is_read_once_more(django_assert_num_queries):
    item = a_stone()
    with transaction.atomic():
        set_price(item=item, price=Decimal(900), actor=TEST)
        assert count(DEAR) == 0

    with django_assert_num_queries(1):
        assert count(DEAR) == 0
    with UpToDate() as columns:
        assert columns._unsure == set()


def test_a_restored_dump_bears_numbers_that_are_still_to_come():
    old, item = a_stone(), a_stone()
    Listing.objects.filter(pk=old.pk).update(changed_in=2**60)
    kept.forget()
    assert count(Facets()) == 2

    sell(item)

    assert count(Facets()) == 1
    with UpToDate() as columns:
        assert columns.upto < 2**60


@pytest.mark.parametrize("bar", [10_000, 2])
def test_many_changes_between_two_readings_leave_the_same_as_reading_all_anew(bar, monkeypatch):
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


def test_a_stone_at_a_place_that_had_none_is_found_there():
    a_stone(at=a_place("sydney"))
    assert counts(Facets(shapes=(1,))).found == 1

    fresh = a_stone(at=a_place("perth"))

    here = Facets(shapes=(1,), places=("perth",))
    assert [one.item_id for one in search(here).items] == [fresh.pk]
    assert counts(here).at_location == {a_place("sydney").pk: 1, a_place("perth").pk: 1}


def test_so_many_changes_that_all_is_made_anew(monkeypatch):
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
