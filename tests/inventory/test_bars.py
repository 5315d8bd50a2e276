"""A range is its whole bars, and the rows that these are off by."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.selectors.asked import LEAST, MOST, Condition
from inventory.selectors.bars import split
from inventory.selectors.columns import EDGES
from inventory.selectors.orders import Order

edges = st.sampled_from([at + by for at in EDGES["price"] for by in (-1, 0, 1)])
amounts = edges | st.integers(0, 10_000_000)
columns = st.lists(amounts, max_size=60).map(lambda found: np.array(found, "i8"))


def kept(prices: np.ndarray, many: int = 100) -> SimpleNamespace:
    order = Order(prices)
    return SimpleNamespace(
        orders={"price": order}, edges={"price": order.cut(EDGES["price"], many)}
    )


@given(
    prices=columns, many=st.sampled_from([1, 2, 5, 100]),
    least=amounts | st.just(LEAST), most=amounts | st.just(MOST),
)  # fmt: skip
def test_has_each_row_of_the_range_once(prices, many, least, most):
    columns = kept(prices, many)
    bars, more, less = split(columns, Condition("price", "price", least=least, most=most))

    bar_of = np.searchsorted(columns.edges["price"], prices, side="right")
    number = np.isin(bar_of, list(bars)).astype(int)
    for sign, parts in ((1, more), (-1, less)):
        for begin, end in parts:
            np.add.at(number, columns.orders["price"].rows[begin:end], sign)
    assert (number == ((prices >= least) & (prices <= most))).all()


@pytest.mark.parametrize(("least", "rows_put_right"), [(40_001, 1), (49_999, 1)])
def test_puts_the_smaller_part_of_a_bar_right(least, rows_put_right):
    """A bar goes from 400 to 500; one of four stones in it costs 400, and one 499.99."""
    prices = np.array([40_000, 45_000, 45_000, 49_999], "i8")
    _bars, more, less = split(kept(prices), Condition("price", "price", least=least))

    assert sum(end - begin for begin, end in [*more, *less]) == rows_put_right


@given(prices=columns, many=st.integers(1, 20))
def test_bars_are_cut_where_many_stones_are_and_shown_bars_stay(prices, many):
    found = Order(prices).cut(EDGES["price"], many)

    assert found == sorted(set(found))
    assert set(EDGES["price"]) <= set(found)
    bars = np.searchsorted(found, prices, side="right")
    for bar, number in zip(*np.unique(bars, return_counts=True), strict=True):
        assert number <= many or np.unique(prices[bars == bar]).size < number
