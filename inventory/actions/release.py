"""Let go of what was held."""

import uuid

from django.db.models import F

from omni.lib.actors import Actor
from omni.lib.whole import whole

from ..changes import changed
from ..errors import UnknownClaim
from ..locks import lock_stock
from ..models import Claim, StockRecord


@whole
def release_claims(*, claims: list[uuid.UUID], why: str, actor: Actor) -> list[Claim]:
    """Free the pieces of these claims; one that ended already stays as it ended.

    `why` says who let go and for what reason. Raises `UnknownClaim` when one never was.
    """
    items = dict(Claim.objects.filter(public_id__in=claims).values_list("public_id", "item_id"))
    if len(items) != len(set(claims)):
        raise UnknownClaim
    locked = lock_stock(items.values())
    rows = list(Claim.objects.filter(public_id__in=claims).order_by("pk"))
    live = [claim for claim in rows if claim.is_live]
    for claim in live:
        claim.released_at, claim.released_why = locked.at, f"{why} ({actor})"[:80]
        claim.save(update_fields=["released_at", "released_why"])
        StockRecord.objects.filter(pk=claim.record_id).update(claimed=F("claimed") - claim.quantity)
    changed({claim.item_id for claim in live} | locked.freed)
    return rows
