"""Keep pieces for somebody: the one way in which anything is held."""

import datetime as dt
from dataclasses import dataclass

from omni.lib.actors import Actor
from omni.lib.whole import whole

from ..changes import tell
from ..errors import BadQuantity
from ..locks import claim_rows
from ..models import Claim


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """`quantity` pieces of an item, from `location_id` or wherever they are free.

    `online` takes only from places whose pieces may be bought online, less their safety stock.
    """

    item_id: int
    quantity: int = 1
    location_id: int | None = None
    online: bool = False


@whole
def claim_stock(
    *,
    lines: list[ClaimLine],
    purpose: str,
    holder: str,
    expires_at: dt.datetime | None,
    actor: Actor,
    also: tuple[str, ...] = (),
    note: str = "",
) -> list[Claim]:
    """Hold all lines for `holder` or none; answers one or more claims per line, in order.

    What `holder`, or one of `also` (the same person under other references), holds of an item
    already is taken over: its purpose, holder and time become these. Raises `Insufficient` with
    every short line, `BadQuantity`.
    """
    if not lines or any(line.quantity < 1 for line in lines):
        raise BadQuantity
    claims = claim_rows(
        lines=[(line.item_id, line.quantity, line.location_id, line.online) for line in lines],
        purpose=purpose, holder=holder, also=also, expires_at=expires_at, note=note,
        actor=str(actor),
    )  # fmt: skip
    tell(sorted({line.item_id for line in lines}))
    return claims
