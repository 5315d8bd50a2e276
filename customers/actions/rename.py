"""What to call her."""

from django.db import transaction

from omni.lib.actors import Actor

from ..models import Customer


@transaction.atomic
def rename_customer(*, customer: Customer, name: str, actor: Actor) -> Customer:
    """Her name as she writes it, its spaces tidied; empty takes it away."""
    customer.name = " ".join(name.split())[:80]
    Customer.objects.filter(pk=customer.pk).update(name=customer.name)
    return customer
