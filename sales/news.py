"""What sales hears from below: one customer turned out to be another."""

from customers.events import CustomersMerged

from .models import Order, Payment


def on_customers_merged(event: CustomersMerged) -> None:
    """Her orders and payments are where she looks for them now."""
    Order.objects.filter(customer=event.gone).update(customer=event.kept)
    Payment.objects.filter(customer=event.gone).update(customer=event.kept)
