"""Keep pieces for somebody under a client key, as one statement that is its own transaction."""

import datetime as dt
from contextlib import nullcontext

from django.db import connection, transaction

from omni.lib.actors import Actor
from omni.lib.errors import KeyReused
from omni.lib.events import is_written_for
from omni.lib.idempotency import named_key

from ..changes import tell
from ..errors import BadQuantity
from ..events import StockChanged
from ..live import remember
from ..locks import claim_rows_once
from .claim import ClaimLine


def claim_once(
    *,
    action: str,
    key: object,
    body: dict,
    lines: list[ClaimLine],
    purpose: str,
    holder: str,
    expires_at: dt.datetime | None,
    actor: Actor,
    also: tuple[str, ...] = (),
    note: str = "",
) -> tuple[dict, bool]:
    """`claim_stock` within `once`, for whom there is nothing else to write.

    Answers `({"claims": […]}, fresh)`: of each claim its `id`, `sku`, `quantity`, the `location`'s
    code, `purpose`, `holder`, `created_at` and `expires_at` (UTC). Raises what those two raise.
    """
    if not lines or any(line.quantity < 1 for line in lines):
        raise BadQuantity
    named = named_key(actor, action, key, body)
    with nullcontext() if _stands_alone() else transaction.atomic():
        fresh, stands, answer, public_ids = claim_rows_once(
            named=named,
            lines=[(line.item_id, line.quantity, line.location_id, line.online) for line in lines],
            purpose=purpose, holder=holder, also=also, expires_at=expires_at, note=note,
            actor=str(actor),
        )  # fmt: skip
        if stands != named[2]:
            raise KeyReused
        if fresh:
            remember(public_ids)
            tell(sorted(public_ids))
    return answer, fresh


def _stands_alone() -> bool:
    """Nobody writes with it: neither whoever calls nor whoever hears of it."""
    return not connection.in_atomic_block and not is_written_for(StockChanged)
