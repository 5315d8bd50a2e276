"""What the buyer is written about her order: a row in the sale's own transaction."""

from django.conf import settings

from customers.models import Identity
from notifications.actions.write import write_message
from omni.lib import money
from omni.lib.actors import system

from .events import OrderPlaced, PaymentToRefund
from .models import Payment
from .receipts import written

SALES = system("sales")


def send_receipt(event: OrderPlaced) -> None:
    """The receipt by e-mail, when the buyer left an address; once per order."""
    order = event.order
    if not order.email:
        return
    where = f"\n\nYour order: {settings.PUBLIC_URL}/orders/{order.public_id}/"
    write_message(
        channel="email",
        purpose="service",
        to_address=order.email,
        recipient=f"customer:{order.customer.public_id}" if order.customer else "",
        subject=f"Order {order.number}",
        body=written(order, event.lines) + where,
        dedupe_key=f"receipt:{order.public_id}",
        actor=SALES,
    )


def tell_of_refund(event: PaymentToRefund) -> None:
    """The money came when the piece was gone: say so, and that it goes back."""
    payment = Payment.objects.select_related("customer").get(public_id=event.payment)
    to = payment.buyer.get("email") or _proven_email(payment)
    if not to:
        return
    amount = money.shown(payment.amount, payment.currency)
    write_message(
        channel="email",
        purpose="service",
        to_address=to,
        recipient=f"customer:{payment.customer.public_id}",
        subject="Your money is on its way back",
        body=f"Somebody had the piece a moment before your payment came. {amount} goes back to"
        " your card, all of it. We’re sorry, and glad to help you find one like it.",
        dedupe_key=f"refund:{payment.public_id}",
        actor=SALES,
    )


def _proven_email(payment: Payment) -> str:
    proven = payment.customer.identities.filter(
        kind=Identity.Kind.EMAIL, proven_at__isnull=False
    ).first()
    return proven.value if proven else ""
