"""What sales hears from below: one customer turned out to be another."""

from customers.events import CustomersMerged

from .models import Order, Payment


def on_customers_merged(event: CustomersMerged) -> None:
    """Her payments and orders are where she looks for them now.

    Payments first: whoever confirms one holds its row, and its order is there after the wait.
    """
    Payment.objects.filter(customer=event.gone).update(customer=event.kept)
    Order.objects.filter(customer=event.gone).update(customer=event.kept)
