"""A customer takes pieces home on approval: they stay ours, and hers to decide on."""

import datetime as dt

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.errors import Invalid
from omni.lib.events import emit
from omni.lib.ids import public_id

from ..changes import changed
from ..errors import BadQuantity
from ..events import MemoChanged
from ..ledger import carry, ensure_records, post, record_at
from ..locks import lock_stock
from ..memos import next_memo, with_customers
from ..models import Claim, Location, Memo, MemoLine
from .claim import ClaimLine, claim_stock


@transaction.atomic
def open_memo(
    *,
    holder: str,
    origin: Location,
    lines: list[ClaimLine],
    due_on: dt.date,
    actor: Actor,
    also: tuple[str, ...] = (),
    note: str = "",
) -> Memo:
    """Give these pieces of `origin` to `holder` until `due_on`, all lines or none.

    What she (or `also`) holds of them there becomes the memo's. Raises `BadQuantity`,
    `Insufficient`.
    """
    if any(line.quantity < 1 for line in lines) or not lines:
        raise BadQuantity
    if origin.kind not in Location.SELLING:
        raise Invalid("Pieces go out from a place where they are for sale.")
    pk, number = next_memo()
    away, here = with_customers(), [
        ClaimLine(line.item_id, line.quantity, origin.pk) for line in lines
    ]  # fmt: skip
    claims = claim_stock(
        lines=here, purpose=Claim.Purpose.MEMO, holder=holder, also=also, expires_at=None,
        note=number, actor=actor,
    )  # fmt: skip
    records = {claim.record_id: claim.record for claim in claims}
    ensure_records((r.item_id, away.pk, r.lot_id) for r in records.values())
    locked = lock_stock(claim.item_id for claim in claims)
    for claim in claims:
        source = locked.records[claim.record_id]
        target = record_at(locked, claim.item_id, away.pk, source.lot_id)
        steps = carry(source, target, claim.quantity, [claim])
        post(steps, locked=locked, actor=actor, cause=f"memo:{number}")
    memo = Memo.objects.create(
        pk=pk, public_id=public_id(), number=number, holder=holder, origin=origin, due_on=due_on,
        note=note[:200], opened_at=locked.at, opened_by=str(actor),
    )  # fmt: skip
    MemoLine.objects.bulk_create(
        MemoLine(memo=memo, item_id=claim.item_id, claim=claim, quantity=claim.quantity)
        for claim in claims
    )
    changed(locked.items)
    emit(MemoChanged(memo.pk, "opened", tuple(claim.item_id for claim in claims), actor))
    return memo
