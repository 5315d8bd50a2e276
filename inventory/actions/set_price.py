"""A piece costs something else from now on."""

from decimal import Decimal

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import BadPrice
from ..locks import lock_stock
from ..models import Item


@transaction.atomic
def set_price(*, item: Item, price: Decimal, actor: Actor) -> None:
    """The shelf price, tax included, in the item's currency. Raises `BadPrice` below zero.

    Lists and cards follow at once. Who pays already pays what was shown.
    """
    if price < 0:
        raise BadPrice
    lock_stock([item.pk])
    Item.objects.filter(pk=item.pk).update(price=price)
    changed([item.pk])
