"""kill -9 of the worker that finds out about open payments: the next one finds the same answer."""

import datetime as dt
import signal

import pytest

from omni.lib.clock import now
from sales.actions.place_order import Buyer
from sales.actions.start_payment import start_payment
from sales.basket import BasketLine
from sales.models import Order, Payment
from sales.providers import provider
from sales.tasks import sweep_payments
from tests.cast import a_customer, acting
from tests.faults.books import assert_books_agree
from tests.faults.server import PATIENCE, a_worker, wait_until
from tests.races import rounds
from tests.stock import a_stone, on_hand


@pytest.mark.alone
@pytest.mark.timeout(1800)
@pytest.mark.django_db(transaction=True)
def test_no_sale_is_lost_or_doubled_when_the_sweep_is_killed():
    customer = a_customer("Priya Nair")
    for _ in range(rounds()):
        stone = a_stone()
        payment = charged_but_not_confirmed(customer, stone)

        with a_worker(failpoints="order.before_commit=kill") as doomed:
            sweep_payments.delay()
            assert doomed.wait(PATIENCE) == -signal.SIGKILL
        assert not Order.objects.filter(lines__item=stone).exists()
        assert on_hand(stone) == (1, 1)
        with a_worker():
            sweep_payments.delay()
            wait_until(lambda pk=payment.pk: settled(pk), "the sweep")

        assert Order.objects.filter(lines__item=stone).count() == 1
        assert on_hand(stone) == (0, 0)
        assert_books_agree()


def charged_but_not_confirmed(customer, stone) -> Payment:
    """The web process died between the provider's answer and its own."""
    line = BasketLine(stone.public_id, 1, stone.price, "deliver")
    row = start_payment(
        customer=customer, lines=[line], buyer=Buyer("Priya Nair"), actor=acting(customer)
    )
    provider(row.provider).charge(row.public_id, row.amount, row.currency, "ok")
    moment = now() - dt.timedelta(minutes=1)
    Payment.objects.filter(pk=row.pk).update(state="asked", asked_at=moment, next_look_at=moment)
    return row


def settled(pk: int) -> bool:
    return Payment.objects.get(pk=pk).state == "settled"
