"""A payment is confirmed while she turns out to be another: whoever comes second sees the first."""

import pytest
from django.db import transaction

from sales import payments
from sales.actions import confirm_payment as confirming
from sales.models import Order, Payment
from tests.cast import a_customer, acting
from tests.races import Between, race
from tests.sales.test_her_row_first import merge
from tests.sales.test_pay import start

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_confirms_waits_for_the_merge_and_sells_to_whom_she_is(stone, priya, sydney):
    anonymous = a_customer()
    payment, between = start(stone, anonymous), Between()

    def merges():
        with transaction.atomic():
            merge(anonymous, priya)
            assert not between.stops()

    def pays():
        return payments.ask(payment=payment.public_id, token="ok", actor=acting(anonymous))

    _, settled = race(lambda n: between.then(pays) if n else merges(), 2)

    assert (settled.state, settled.customer) == ("settled", priya)
    assert Order.objects.get().customer == priya


def test_who_merges_waits_for_the_order_and_takes_it_along(stone, priya, sydney, monkeypatch):
    anonymous = a_customer()
    payment, between = start(stone, anonymous), Between()
    place = confirming.place_order

    def place_and_wait(**terms):
        order = place(**terms)
        assert not between.stops()
        return order

    monkeypatch.setattr(confirming, "place_order", place_and_wait)

    def merges():
        merge(anonymous, priya)

    def pays():
        return payments.ask(payment=payment.public_id, token="ok", actor=acting(anonymous))

    settled, _ = race(lambda n: between.then(merges) if n else pays(), 2)

    assert settled.state == "settled"
    assert (Order.objects.get().customer, Payment.objects.get().customer) == (priya, priya)
