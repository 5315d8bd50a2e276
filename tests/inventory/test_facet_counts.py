"""Counts are those of a plain reading."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from inventory.models import Listing
from inventory.models.stone import Colour
from inventory.selectors import columns as kept_columns
from inventory.selectors.columns import UpToDate
from inventory.selectors.facet_counts import BARS, count, counts
from inventory.selectors.facets import CHOICES, COLOURS, RANGES, Facets
from inventory.selectors.search import search
from omni.lib import kept
from tests.inventory.test_search_selector import facets, naive, stock  # noqa: F401
from tests.stock import a_stone


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
