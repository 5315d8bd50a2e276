"""A piece is named or shown otherwise from now on."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.errors import Invalid

from ..changes import changed
from ..locks import lock_stock
from ..models import Item

FIELDS = {"product", "gtin", "title", "options", "tax_rate", "is_listed", "is_demo"}


@transaction.atomic
def revise_item(*, item: Item, changes: dict[str, object], actor: Actor) -> None:
    """Change these fields and no others: stock counts on beside it. Raises `Invalid`."""
    if not changes.keys() <= FIELDS:
        raise Invalid("That doesn’t change here.", fields=sorted(changes.keys() - FIELDS))
    lock_stock([item.pk])
    Item.objects.filter(pk=item.pk).update(**changes)
    changed([item.pk])
