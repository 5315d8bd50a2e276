"""Payments for tests: started, and asked about."""

from sales import payments
from sales.actions.place_order import Buyer
from sales.actions.start_payment import start_payment
from sales.basket import BasketLine
from sales.models import Payment
from sales.providers.rehearsal import journal
from tests.cast import acting


def start(item, customer) -> Payment:
    return start_payment(
        customer=customer,
        lines=[BasketLine(item.public_id, 1, item.price, "deliver")],
        buyer=Buyer("Priya Nair", "priya@example.com"),
        actor=acting(customer),
    )


def ask(payment, customer, token="ok") -> Payment:
    return payments.ask(payment=payment.public_id, token=token, actor=acting(customer))


def charges() -> list[tuple]:
    with journal() as book:
        return book.execute("SELECT status, asked FROM charge").fetchall()
