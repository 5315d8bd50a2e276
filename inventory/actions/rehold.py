"""The same person under another name: her holds follow her."""

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..locks import lock_stock
from ..models import Claim


@transaction.atomic
def rehold(*, from_holder: str, to_holder: str, actor: Actor) -> int:
    """Hand all live claims of one holder to another; answers how many. Only overdue ones end."""
    held = Claim.objects.live().filter(holder=from_holder)
    changed(lock_stock(held.values_list("item_id", flat=True)).freed)
    return held.update(holder=to_holder, actor=str(actor))
