"""What a piece cost us, for those with the right to know."""

from decimal import Decimal

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import BadPrice
from ..locks import lock_stock
from ..models import Item, PriceChange
from ..prices import note_change


@transaction.atomic
def set_cost(*, item: Item, cost: Decimal, actor: Actor, cause: str = "") -> None:
    """In the item's currency, without tax. Raises `BadPrice` below zero.

    No page of a customer changes, so nobody is told; the history has a row.
    """
    if cost < 0:
        raise BadPrice
    locked = lock_stock([item.pk])
    changed(locked.freed)
    before = locked.items[item.pk].cost
    if before == cost:
        return
    Item.objects.filter(pk=item.pk).update(cost=cost)
    note_change(
        item, kind=PriceChange.Kind.COST, before=before, amount=cost, actor=actor, cause=cause
    )
