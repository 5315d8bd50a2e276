"""The history of what things cost: one row per change, in the transaction of the change."""

from decimal import Decimal

from omni.lib.actors import Actor
from omni.lib.clock import database_now

from .models import Item, PriceChange


def note_change(
    item: Item, *, kind: str, before: Decimal | None, amount: Decimal, actor: Actor, cause: str
) -> None:
    PriceChange.objects.create(
        item=item, kind=kind, before=before, amount=amount, currency=item.currency,
        at=database_now(), actor=str(actor), cause=cause[:80],
    )  # fmt: skip
