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
@given(changes())
def test_what_moves_ends_where_an_order_made_anew_has_it(change):
    before, others, new = change
    column = np.array(before, dtype="i8")
    order = Order(column)
    rows = np.array([row for row, value in others.items() if value != before[row]], dtype=np.intp)
    were = column[rows]
    for row, value in others.items():
        column[row] = value
    column = np.append(column, np.array(new, dtype="i8"))
    added = np.arange(len(before), len(column))
    if len(rows) or len(added):
        order.move(rows, were, added, column)
    anew = Order(column)
    assert order.rows.tolist() == anew.rows.tolist()
    assert order.values.tolist() == anew.values.tolist()
    assert (order.rows.dtype, order.values.dtype) == (anew.rows.dtype, anew.values.dtype)


@pytest.mark.parametrize("value", [0, 38, 41, 59, 99])
def test_what_moves_is_written_in_place(value):
    column = np.arange(100)
    order = Order(column)
    rows, values = order.rows, order.values
    column[40] = value
    order.move(np.array([40]), np.array([40]), np.zeros(0, int), column)
    assert (order.rows is rows, order.values is values) == (True, True)
    assert rows.tolist() == Order(column).rows.tolist()
