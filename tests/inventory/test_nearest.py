"""What comes closest to a search that nothing fits, looked for nearby first."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from inventory.models import Listing
from inventory.selectors import nearest as selector
from inventory.selectors.columns import UpToDate
from inventory.selectors.facets import Facets
from inventory.selectors.nearest import nearest
from omni.lib import kept
from tests.inventory.test_search_selector import facets, stock  # noqa: F401

MOST = 8


def test_looking_nearby_first_finds_what_looking_at_all_does(stock, monkeypatch):  # noqa: F811
    looked_at = []
    miss_of = selector._miss

    def looking(columns, wanted, rows):
        looked_at.append(len(rows))
        return miss_of(columns, wanted, rows)

    monkeypatch.setattr(selector, "_miss", looking)
    seen = set()

    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
    @given(facets)
    def check(wanted: Facets) -> None:
        with UpToDate() as columns:
            found = selector._closest(columns, wanted, MOST)
            rows = np.flatnonzero(columns["is_unsold"])
            miss = miss_of(columns, wanted, rows)
            assert found.tolist() == rows[np.argsort(miss, kind="stable")][:MOST].tolist()
            seen.add(looked_at[-1] == len(rows))

    check()
    assert seen == {True, False}  # both ways were walked


@pytest.mark.parametrize("reaches", [selector.REACHES, ()])
def test_the_closest_by_what_was_asked_are_free_and_come_first(stock, reaches, monkeypatch):  # noqa: F811
    monkeypatch.setattr(selector, "REACHES", reaches)
    wanted = Facets(carat_min="2.10", carat_max="2.20", price_max="500")
    free = {
        row.item_id: max(0, 2.10 - row.carat / 100) / 2.10 + max(0, row.price / 100 - 500) / 500
        for row in stock
        if row.state == Listing.State.AVAILABLE
    }

    found = [one.item_id for one in nearest(wanted, 3)]

    assert [free[pk] for pk in found] == pytest.approx(sorted(free.values())[:3])


@pytest.mark.parametrize("cents", [4_000_000_000, 3_999_999_900])
def test_two_that_are_told_as_close_come_the_oldest_first_also_where_a_reach_ends(stock, cents):  # noqa: F811
    """Of what costs a hundred million a reach ends between these prices."""
    older, newer = [row for row in stock if row.state == Listing.State.AVAILABLE][:2]
    Listing.objects.filter(pk=older.pk).update(price=cents)
    Listing.objects.filter(pk=newer.pk).update(price=4_000_000_000)
    kept.forget()

    with UpToDate() as columns:
        (row,) = selector._closest(columns, Facets(price_min=Decimal(100_000_000)), 1)
        assert columns["item_id"][row] == older.pk
