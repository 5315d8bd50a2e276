"""A merge is undone: payments and orders are again whose they were, paid since or not."""

import pytest

from customers.models import Merge
from sales.models import Order, Payment
from tests.cast import a_customer
from tests.customers.parting import merge, part_of, pays, undo
from tests.sales.paying import ask, start
from tests.stock import a_stone, on_hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    return a_customer()


def test_what_either_bought_before_and_since_is_theirs(visitor, priya, ana, sydney):
    theirs, hers = (pays(one, a_stone(), sydney, ana) for one in (visitor, priya))
    joined = merge(visitor, priya)
    since = pays(priya, a_stone(), sydney, ana)

    record = undo(joined, ana)

    assert list(Order.objects.filter(customer=visitor)) == [theirs.order]
    assert set(priya.payments.all()) == {hers, since}
    assert part_of(record, "Orders") == ([theirs.order.number], [])


def test_an_order_that_was_paid_meanwhile_is_whose_who_began_to_pay(visitor, priya, ana, stone):
    payment = start(stone, visitor)
    joined = merge(visitor, priya)
    settled = ask(payment, priya)
    assert (settled.state, settled.customer) == ("settled", priya)

    undo(joined, ana)

    assert Order.objects.get().customer == visitor
    assert Payment.objects.get().customer == visitor


def test_a_payment_under_way_is_settled_after_the_undo_as_it_was_held(visitor, priya, ana, stone):
    payment = start(stone, visitor)
    undo(merge(visitor, priya), ana)

    settled = ask(payment, visitor)

    assert (settled.state, settled.order.customer) == ("settled", visitor)
    assert on_hand(stone) == (0, 0)


def test_what_the_kept_one_pays_for_at_this_moment_stays_hers(visitor, priya, ana, stone):
    """Her payment took over what the other had held."""
    start(stone, visitor)
    joined = merge(visitor, priya)
    hers = start(stone, priya)

    record = undo(joined, ana)

    assert part_of(record, "On hold") == ([], [f"{stone.sku}, held for something else by now"])
    settled = ask(hers, priya)
    assert (settled.state, settled.order.customer) == ("settled", priya)


def test_of_a_merge_of_before_what_their_own_browser_began_goes_back(visitor, priya, ana, sydney):
    theirs = pays(visitor, a_stone(), sydney, ana)
    joined = merge(visitor, priya)
    Merge.objects.update(moved={"entries": joined.moved["entries"]})

    record = undo(joined, ana)

    assert (Order.objects.get().customer, theirs.order.number) == (
        visitor, part_of(record, "Orders")[0][0],
    )  # fmt: skip
