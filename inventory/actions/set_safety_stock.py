"""A place keeps its last pieces from the web, or doesn't any more."""

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import BadQuantity
from ..locks import lock_stock
from ..models import Item, Location, SafetyStock

MOST = 10_000


@transaction.atomic
def set_safety_stock(
    *, item: Item, location: Location, quantity: int, actor: Actor
) -> SafetyStock | None:
    """Keep the last `quantity` pieces at `location` from the web; none with 0. Answers the row.

    Open pages hear of it. What is held already stays held. Raises `BadQuantity`.
    """
    if not 0 <= quantity <= MOST:
        raise BadQuantity("A safety stock is none or some pieces.")
    locked = lock_stock([item.pk])
    rows = SafetyStock.objects.filter(item=item, location=location)
    before = rows.values_list("quantity", flat=True).first() or 0
    if before == quantity:
        changed(locked.freed)
        return rows.first()
    if quantity:
        SafetyStock.objects.update_or_create(
            item=item, location=location, defaults={"quantity": quantity}
        )
    else:
        rows.delete()
    changed([item.pk])
    return rows.first()
