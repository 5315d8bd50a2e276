"""A stone's row that search reads is there for good: what is gone says so."""

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction

from inventory.listings import refresh
from inventory.models import Item, Listing
from inventory.selectors.columns import UpToDate
from tests.stock import a_stone, sell

pytestmark = pytest.mark.django_db


def by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM inventory_listing")


def counted() -> list[int]:
    with UpToDate() as columns:
        return columns["item_id"][columns["is_unsold"] > 0].tolist()


@pytest.mark.parametrize(
    "delete",
    [
        by_hand,
        lambda: Listing.objects.all().delete(),
        lambda: Listing.objects.get().delete(),
        lambda: Item.objects.get().delete(),
    ],
    ids=["sql", "queryset", "row", "item"],
)
def test_nothing_deletes_it(delete):
    stone = a_stone()

    with pytest.raises(DatabaseError), transaction.atomic():
        delete()

    assert Listing.objects.get().item == stone
    assert counted() == [stone.pk]


def test_what_is_sold_is_counted_no_more_and_still_there():
    stone = a_stone()
    assert counted() == [stone.pk]

    sell(stone)

    assert counted() == []
    assert Listing.objects.get().state == Listing.State.GONE


@pytest.mark.django_db(transaction=True)
def test_without_that_search_counts_on_what_is_no_more():
    stone = a_stone()
    assert counted() == [stone.pk]

    with pgtrigger.ignore("inventory.Listing:listing_is_never_deleted"):
        Listing.objects.all().delete()

    assert counted() == [stone.pk]
    refresh([stone.pk])
