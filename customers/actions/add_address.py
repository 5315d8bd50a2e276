"""Write down an address that she gave us; it stays unproven until a code comes back from it."""

from django.db import transaction

from omni.lib.actors import Actor

from ..addresses import parsed_address
from ..models import Customer, Identity


@transaction.atomic
def add_address(*, customer: Customer, text: str, actor: Actor) -> Identity:
    """Her mobile or e-mail as somebody typed it; known already, it stays as it is.

    Raises `BadAddress` with the fix.
    """
    kind, value = parsed_address(text)
    return Identity.objects.get_or_create(customer=customer, kind=kind, value=value)[0]
