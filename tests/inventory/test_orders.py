"""Orders of rows, moved row by row, beside orders made anew."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.selectors.orders import Order

VALUES = st.integers(0, 12)  # few, so that many are equal


@st.composite
def changes(draw):
    """A column, other values for some of its rows, and some new ones at its end."""
    before = draw(st.lists(VALUES, min_size=1, max_size=40))
    others = draw(st.dictionaries(st.integers(0, len(before) - 1), VALUES, max_size=8))
    return before, others, draw(st.lists(VALUES, max_size=4))


@settings(max_examples=400, deadline=None)
@given(changes(), st.randoms())
def test_what_moves_ends_where_an_order_made_anew_has_it(change, dice):
    """And the other columns with it, whatever else was changed."""
    before, others, new = change
    columns = {"price": np.array(before, "i8"), "shape": shapes(dice, len(before))}
    order = Order(columns["price"])
    order.along("shape", columns)
    moved = np.array([row for row, value in others.items() if value != before[row]], np.intp)
    stayed = np.array(dice.sample(range(len(before)), dice.randint(0, len(before))), np.intp)
    stayed = np.setdiff1d(stayed, moved)
    were = columns["price"][moved]
    for row, value in others.items():
        columns["price"][row] = value
    columns["shape"][moved] = shapes(dice, len(moved))
    columns["shape"][stayed] = shapes(dice, len(stayed))
    columns["price"] = np.append(columns["price"], np.array(new, "i8"))
    columns["shape"] = np.append(columns["shape"], shapes(dice, len(new)))
    added = np.arange(len(before), len(before) + len(new))

    if len(moved) or len(added):
        order.move(moved, were, added, "price", columns)
    order.renew(stayed, "price", columns)

    anew = Order(columns["price"])
    assert order.rows.tolist() == anew.rows.tolist()
    assert order.values.tolist() == anew.values.tolist()
    assert order.along("shape", {}).tolist() == anew.along("shape", columns).tolist()
    assert (order.rows.dtype, order.values.dtype) == (anew.rows.dtype, anew.values.dtype)


def shapes(dice, number: int) -> np.ndarray:
    return np.array([dice.randint(1, 9) for _ in range(number)], "i1")


@pytest.mark.parametrize("value", [0, 38, 41, 59, 99])
def test_what_moves_is_written_in_place(value):
    columns = {"price": np.arange(100), "shape": np.arange(100)}
    order = Order(columns["price"])
    whole = order.rows, order.values, order.along("shape", columns)
    columns["price"][40] = value

    order.move(np.array([40]), np.array([40]), np.zeros(0, int), "price", columns)

    assert [*map(id, whole)] == [id(order.rows), id(order.values), id(order.along("shape", {}))]
    assert order.rows.tolist() == Order(columns["price"]).rows.tolist()
