"""A supplier leaves pieces with us: on memo until a day, or on consignment."""

import datetime as dt

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.errors import Invalid

from ..errors import NotOnMemo
from ..foreign import FOREIGN
from ..models import Lot, StockRecord, Supplier
from .receive import ReceiveLine, receive_stock


@transaction.atomic
def receive_memo(
    *,
    supplier: Supplier,
    number: str,
    due_on: dt.date | None,
    lines: list[ReceiveLine],
    actor: Actor,
    ownership: str = Lot.Ownership.MEMO_IN,
) -> list[StockRecord]:
    """Receive these pieces into the supplier's lot of that memo number; theirs they stay.

    Another delivery under the same number joins the lot, and its due day becomes the lot's.
    Raises what `receive_stock` raises, `NotOnMemo` for an ownership that is ours.
    """
    if ownership not in FOREIGN:
        raise NotOnMemo
    if ownership == Lot.Ownership.MEMO_IN and (not number.strip() or due_on is None):
        raise Invalid("A memo has a number and a day on which it is due.")
    lot, _ = Lot.objects.get_or_create(
        ownership=ownership, supplier=supplier, memo_number=number.strip()[:40]
    )
    Lot.objects.filter(pk=lot.pk).update(due_on=due_on)
    return receive_stock(
        lines=[ReceiveLine(w.item, w.location, w.quantity, lot, w.carats) for w in lines],
        cause=f"memo:{lot.memo_number}"[:80],
        actor=actor,
    )
