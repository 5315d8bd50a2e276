"""A hold goes on for longer, and says why."""

import datetime as dt
import uuid

from omni.lib.actors import Actor
from omni.lib.whole import whole

from ..changes import changed
from ..errors import ClaimOver, ReasonNeeded, UnknownClaim
from ..locks import lock_stock
from ..models import Claim


@whole
def extend_claims(
    *, claims: list[uuid.UUID], expires_at: dt.datetime, why: str, actor: Actor
) -> list[Claim]:
    """Hold these until `expires_at`; `why` stays with the hold, for whoever looks next.

    A hold may be made shorter too, but not ended: that is letting go. Raises `ReasonNeeded`,
    `UnknownClaim`, and `ClaimOver` for one that has ended, is firm, or would end at once.
    """
    if len(why.strip()) < 3:
        raise ReasonNeeded
    items = dict(Claim.objects.filter(public_id__in=claims).values_list("public_id", "item_id"))
    if len(items) != len(set(claims)):
        raise UnknownClaim
    locked = lock_stock(items.values())
    rows = list(Claim.objects.filter(public_id__in=claims).order_by("pk"))
    if any(not c.is_live or c.expires_at is None for c in rows) or expires_at <= locked.at:
        raise ClaimOver
    for claim in rows:
        claim.expires_at, claim.note = expires_at, f"{why.strip()} ({actor.name or actor})"[:120]
        claim.save(update_fields=["expires_at", "note"])
    changed(items.values())
    return rows
