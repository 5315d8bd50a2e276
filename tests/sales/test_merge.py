from customers.actions.merge import merge_customers
from omni.lib.actors import system
from omni.lib.clock import now
from sales.models import Order
from tests.cast import a_customer


def test_an_order_placed_before_she_signed_in_is_hers(priya, zoe):
    anonymous = a_customer()
    order = Order.objects.create(
        number="WEB-1", channel="web", customer=anonymous, state="paid", currency="AUD",
        total="0", tax="0", placed_at=now(), actor=f"customer:{anonymous.public_id}",
    )  # fmt: skip

    merge_customers(gone=anonymous, kept=priya, why="test", actor=system("test"))

    order.refresh_from_db()
    assert order.customer == priya
    assert not zoe.orders.exists()
