"""What a card reads of a stone says the same as the stone itself."""

from decimal import Decimal

import pytest
from django.db import connection

from inventory import portrait
from inventory.drawing.cut import CARD, FINE
from inventory.models import Item, Location, SafetyStock, Stone, StoneMedia
from inventory.selectors.availability import availability
from inventory.selectors.looks import FREE, LooksAndStock, looks_and_stock, read_free
from omni.lib.clock import now
from tests.stock import a_place, a_stone, hold, sell

KINDS = [
    {},
    {"shape": 2, "carat": Decimal("0.30"), "clarity": 12, "cut": None},
    {"colour": 0, "fancy": 1, "intensity": 7, "overtone": "Orangy"},
    {"crown_angle": Decimal("34.5"), "pavilion_angle": None, "table_pct": Decimal(57)},
    {"typical": ["table_pct", "length"], "table_pct": Decimal(61)},
    {"table_pct": Decimal("99.0")},
]


@pytest.fixture
def stones(db) -> list[Stone]:
    ids = []
    for columns in KINDS:
        item = a_stone()
        Stone.objects.filter(item=item).update(**columns)
        ids.append(item.pk)
    return [Stone.objects.select_related("item").get(pk=pk) for pk in ids]


def test_by_the_same_words_and_drawings(stones, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = looks_and_stock([stone.pk for stone in stones])

    assert len(found) == len(stones)
    for stone in stones:
        looks, _state = found[stone.pk]
        assert portrait.short_title(looks) == portrait.short_title(stone)
        assert portrait.grades(looks) == portrait.grades(stone)
        for fineness in (CARD, FINE):
            drawn = portrait.proportions(looks).quantised(fineness)
            assert drawn == portrait.proportions(stone).quantised(fineness)
        item = (stone.item.sku, stone.item.price, stone.item.currency)
        assert (looks.sku, looks.price, looks.currency) == item


def test_with_the_stock_that_everybody_else_is_told(stones):
    Item.objects.filter(pk=stones[0].pk).update(is_listed=False)
    ids = [stone.pk for stone in stones]

    told = {pk: state for pk, (_looks, state) in looks_and_stock(ids).items()}

    assert told == availability(ids)


def test_leaves_out_what_is_no_stone(stones):
    assert set(looks_and_stock([stones[0].pk, 10**9])) == {stones[0].pk}
    assert looks_and_stock([]) == {}


def told_of_free(*item_ids: int) -> LooksAndStock:
    with connection.cursor() as cursor:
        cursor.execute(FREE, [list(item_ids)])
        return read_free(cursor.fetchone()[0])


def test_says_the_same_of_free_stones_in_one_text(stones):
    """In a workshop or at a supplier's they are told so too."""
    ids = [stone.pk for stone in stones]
    kinds = set(Location.Kind.values) - {"transit", "customer"}  # nobody receives there
    elsewhere = [a_stone(at=a_place(kind, kind)).pk for kind in sorted(kinds)]
    file = f"stones/0f/{'0f' * 32}.jpg"
    StoneMedia.objects.create(
        item_id=ids[0], kind="image", url="https://gems.example/1.jpg", file=file, state="kept",
        due_at=now(),
    )  # fmt: skip

    assert told_of_free(*ids, *elsewhere) == looks_and_stock([*ids, *elsewhere])
    assert told_of_free(ids[0])[ids[0]][0].picture == f"{'0f' * 32}-small.jpg"


def test_leaves_to_the_long_query_what_isnt_plainly_free(stones):
    held, sold, kept_back, hidden, twice, free = (a_stone() for _ in range(6))
    hold(held)
    sell(sold)
    SafetyStock.objects.create(item=kept_back, location=a_place(), quantity=1)
    Item.objects.filter(pk=hidden.pk).update(is_listed=False)
    record = twice.records.get()
    record.pk, record.location = None, a_place("melbourne")
    record.save()

    found = told_of_free(*(one.pk for one in (held, sold, kept_back, hidden, twice, free)), 10**9)

    assert set(found) == {free.pk}


def test_leaves_out_what_lies_where_nobody_has_read_of_yet(stones):
    told_of_free(stones[0].pk)  # the places are known from now on
    item = a_stone(at=a_place("hobart"))

    assert told_of_free(item.pk) == {}
    assert told_of_free() == {}
