"""Whether a piece that can't be bought is hers already, or about to be."""

from customers.models import Customer
from inventory.models import Item

from ..models import Order, Payment


def order_with(customer: Customer, item: Item) -> Order | None:
    """The latest order by which this piece became hers and stayed so; one query."""
    hers = Order.objects.filter(customer=customer, lines__item=item)
    return hers.exclude(state__in=(Order.State.REFUNDED, Order.State.CANCELLED)).first()


def open_payment_for(customer: Customer, item: Item) -> Payment | None:
    """Her payment for this piece of which nobody knows yet what became; one query."""
    asked = [{"item": str(item.public_id)}]
    open_ones = Payment.objects.filter(customer=customer, state__in=Payment.OPEN)
    return open_ones.filter(basket__contains=asked).order_by("-pk").first()
