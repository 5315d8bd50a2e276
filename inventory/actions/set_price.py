"""A piece costs something else from now on."""

from decimal import Decimal

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import BadPrice
from ..locks import lock_stock
from ..models import Item, PriceChange
from ..prices import note_change


@transaction.atomic
def set_price(*, item: Item, price: Decimal, actor: Actor, cause: str = "") -> None:
    """The shelf price, tax included, in the item's currency. Raises `BadPrice` below zero.

    Lists and cards follow at once. Who pays already pays what was shown. The same price again
    changes nothing; another one is a row of the price history.
    """
    if price < 0:
        raise BadPrice
    locked = lock_stock([item.pk])
    before = locked.items[item.pk].price
    if before == price:
        changed(locked.freed)
        return
    Item.objects.filter(pk=item.pk).update(price=price)
    note_change(
        item, kind=PriceChange.Kind.PRICE, before=before, amount=price, actor=actor, cause=cause
    )
    changed([item.pk])
