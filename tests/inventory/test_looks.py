"""What a card reads of a stone says the same as the stone itself."""

from decimal import Decimal

import pytest

from inventory import portrait
from inventory.drawing.cut import CARD, FINE
from inventory.models import Item, Stone
from inventory.selectors.availability import availability
from inventory.selectors.looks import looks_and_stock
from tests.stock import a_stone

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
