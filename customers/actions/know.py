"""Know a visitor: her customer row is born at her first deliberate act, and adopts her views."""

import uuid

from django.db import IntegrityError, transaction

from omni.lib.actors import Actor
from omni.lib.inserting import insert

from ..models import Customer, VisitorLink
from ..selectors.people import customer_of_visitor


def know_customer(*, visitor: uuid.UUID, actor: Actor) -> Customer:
    """The person behind this visitor id, born now if nobody knew her.

    Two first acts at once meet on the unique visitor: the second finds the first one's customer.
    """
    known = customer_of_visitor(visitor)
    if known:
        return known
    try:
        with transaction.atomic():
            customer = Customer()
            insert(customer)
            insert(VisitorLink(visitor=visitor, customer=customer))
            return customer
    except IntegrityError:
        return customer_of_visitor(visitor)
