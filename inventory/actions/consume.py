"""What was held leaves for good: the claim is consumed and the ledger says so."""

import uuid

from django.db.models import F

from omni.lib.actors import Actor
from omni.lib.whole import whole

from ..changes import tell
from ..errors import NothingNamed
from ..locks import consume_rows
from ..models import Claim, Location, Memo, MemoLine, TransferLine


@whole
def consume_claims(*, claims: list[uuid.UUID], cause: str, actor: Actor) -> list[Claim]:
    """Take the claimed pieces out of stock, all or none; `cause` is `order:<uuid>`.

    Raises `NothingNamed`, `UnknownClaim`, and `ClaimOver` when one was released, expired or
    consumed before.
    """
    if not claims:
        raise NothingNamed
    done = consume_rows(claims=claims, cause=cause, actor=str(actor))
    _gone_on_the_way([claim for claim, kind in done if kind == Location.Kind.TRANSIT])
    _close_memos([claim for claim, kind in done if kind == Location.Kind.CUSTOMER])
    tell(sorted({claim.item_id for claim, _ in done}))
    return [claim for claim, _ in done]


def _gone_on_the_way(claims: list[Claim]) -> None:
    """What was paid for while it travels is no stock any more: no place expects it."""
    for claim in claims:
        TransferLine.objects.filter(claim=claim).update(lost=F("lost") + claim.quantity)


def _close_memos(out: list[Claim]) -> None:
    """What was out on memo and is bought now is a memo's line that has ended."""
    if not out:
        return
    at = out[0].consumed_at
    MemoLine.objects.filter(claim__in=out).update(bought_at=at)
    memos = Memo.objects.filter(lines__claim__in=out, closed_at__isnull=True)
    for memo in memos.distinct():
        if not memo.lines.filter(returned_at=None, bought_at=None).exists():
            Memo.objects.filter(pk=memo.pk).update(closed_at=at)
