"""What was held leaves for good: the claim is consumed and the ledger says so."""

import uuid

from django.db import transaction
from django.db.models import F

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import ClaimOver, UnknownClaim
from ..ledger import Step, post
from ..locks import Locked, lock_stock
from ..models import Claim, Location, Memo, MemoLine, StockMovement, TransferLine


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
    Claim.objects.filter(pk__in=[claim.pk for claim in rows]).update(consumed_at=locked.at)
    steps = []
    for claim in rows:
        claim.consumed_at = locked.at
        record, pieces = locked.records[claim.record_id], claim.quantity
        steps.append(Step(record, -pieces, StockMovement.Reason.SOLD, -pieces))
    post(steps, locked=locked, actor=actor, cause=cause)
    _gone_on_the_way(rows, locked)
    _close_memos(rows, locked)
    changed(claim.item_id for claim in rows)
    return rows


def _gone_on_the_way(claims: list[Claim], locked: Locked) -> None:
    """What was paid for while it travels is no stock any more: no place expects it."""
    for claim in claims:
        if locked.records[claim.record_id].location.kind == Location.Kind.TRANSIT:
            TransferLine.objects.filter(claim=claim).update(lost=F("lost") + claim.quantity)


def _close_memos(claims: list[Claim], locked: Locked) -> None:
    """What was out on memo and is bought now is a memo's line that has ended."""
    out = [
        claim.pk
        for claim in claims
        if locked.records[claim.record_id].location.kind == Location.Kind.CUSTOMER
    ]
    if not out:
        return
    lines = MemoLine.objects.filter(claim__in=out)
    lines.update(bought_at=locked.at)
    memos = Memo.objects.filter(lines__claim__in=out, closed_at__isnull=True)
    for memo in memos.distinct():
        if not memo.lines.filter(returned_at=None, bought_at=None).exists():
            Memo.objects.filter(pk=memo.pk).update(closed_at=locked.at)
