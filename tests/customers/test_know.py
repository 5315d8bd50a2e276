import uuid

import pytest

from customers.actions.know import know_customer
from customers.actors import visitor_actor
from customers.models import Customer
from tests.races import race


def test_a_visitor_becomes_a_customer_once(db):
    visitor = uuid.uuid4()

    first = know_customer(visitor=visitor, actor=visitor_actor(visitor))
    again = know_customer(visitor=visitor, actor=visitor_actor(visitor))

    assert first == again
    assert first.visitors.get().visitor == visitor


@pytest.mark.django_db(transaction=True)
def test_four_first_acts_at_once_make_one_customer():
    visitor = uuid.uuid4()

    people = race(lambda n: know_customer(visitor=visitor, actor=visitor_actor(visitor)), 4)

    assert len({person.pk for person in people}) == 1
    assert Customer.objects.count() == 1
