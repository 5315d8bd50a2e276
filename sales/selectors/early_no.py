"""What somebody would be refused who holds nothing: told before anything is written for it."""

from collections.abc import Iterable

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
    return Insufficient([_short(item, one, 1, 0)])


def early_no_at_the_till(
    wanted: Iterable[tuple[Item, Availability, int, int | None]],
) -> Insufficient | None:
    """The same of a sale in a store to nobody we know: item, stock, pieces, location id or None.

    Every short line is named, as by the claim.
    """
    short = []
    for item, one, pieces, place in wanted:
        free = sum(spot.free for spot in one.selling if place in (None, spot.location_id))
        if free < pieces and item.is_listed:  # of what isn't on show, `one` knows nothing
            short.append(_short(item, one, pieces, free))
    return Insufficient(short) if short else None


def _short(item: Item, one: Availability, wanted: int, free: int) -> Short:
    return Short(item.pk, item.sku, wanted, free, is_gone=not one.places)
