"""What was held leaves for good: the claim is consumed and the ledger says so."""

import uuid

from django.db import transaction
from django.db.models import F

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import ClaimOver, UnknownClaim
from ..locks import lock_stock
from ..models import Claim, StockMovement, StockRecord


@transaction.atomic
def consume_claims(*, claims: list[uuid.UUID], cause: str, actor: Actor) -> list[Claim]:
    """Take the claimed pieces out of stock, all or none; `cause` is `order:<uuid>`.

    Raises `UnknownClaim`, and `ClaimOver` when one was released, expired or consumed before.
    """
    items = dict(Claim.objects.filter(public_id__in=claims).values_list("public_id", "item_id"))
    if len(items) != len(set(claims)):
        raise UnknownClaim
    locked = lock_stock(items.values())
    rows = list(Claim.objects.filter(public_id__in=claims).order_by("pk"))
    if not all(claim.is_live for claim in rows):
        raise ClaimOver
    for claim in rows:
        claim.consumed_at = locked.at
        claim.save(update_fields=["consumed_at"])
        StockRecord.objects.filter(pk=claim.record_id).update(
            on_hand=F("on_hand") - claim.quantity, claimed=F("claimed") - claim.quantity
        )
    StockMovement.objects.bulk_create(
        StockMovement(
            at=locked.at, record_id=claim.record_id, item_id=claim.item_id,
            location_id=locked.records[claim.record_id].location_id, delta=-claim.quantity,
            reason=StockMovement.Reason.SOLD, actor=str(actor), cause=cause,
        )
        for claim in rows
    )  # fmt: skip
    changed(claim.item_id for claim in rows)
    return rows
