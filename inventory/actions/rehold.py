"""The same person under another name: her holds follow her."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..locks import lock_stock
from ..models import Claim


@transaction.atomic
def rehold(
    *,
    from_holder: str,
    to_holder: str,
    actor: Actor,
    claims: Iterable[uuid.UUID] | None = None,
) -> list[Claim]:
    """Hand the live claims of one holder, or those of them that are named, to another.

    Answers which those were. Only overdue ones end.
    """
    held = Claim.objects.live().filter(holder=from_holder)
    if claims is not None:
        held = held.filter(public_id__in=list(claims))
    changed(lock_stock(held.values_list("item_id", flat=True)).freed)
    handed = list(held.order_by("pk"))
    Claim.objects.filter(pk__in=[claim.pk for claim in handed]).update(
        holder=to_holder, actor=str(actor)
    )
    return handed
