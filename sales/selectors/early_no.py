"""What somebody would be refused who holds nothing: told before she is written down for it."""

from inventory.errors import Insufficient, Short
from inventory.models import Item
from inventory.selectors.availability import Availability


def early_no(item: Item, one: Availability) -> Insufficient | None:
    """The refusal of one piece bought online by whom nobody knows; None when it may be hers.

    Read without a lock, it says what was committed at that moment, as a claim's refusal does. A yes
    is none yet: whoever is let through here meets the others at the claim.
    """
    if one.can_buy:
        return None
    return Insufficient([Short(item.pk, item.sku, 1, 0, is_gone=not one.places)])
