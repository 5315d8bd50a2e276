"""The actor behind a customer's own request."""

import uuid

from omni.lib.actors import Actor

from .models import Customer


def customer_actor(customer: Customer) -> Actor:
    return Actor("customer", str(customer.public_id), customer.name)


def visitor_actor(visitor: uuid.UUID) -> Actor:
    return Actor("visitor", str(visitor))
