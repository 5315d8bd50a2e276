"""Cards of finished rings."""

from collections.abc import Iterable, Mapping

from inventory.portrait import ring_drawing
from inventory.selectors.availability import Availability
from inventory.selectors.made import MadeRing


def made_cards(rings: Iterable[MadeRing], states: Mapping[int, Availability]) -> list[dict]:
    """Each with its drawing, what is in it, and where it is now."""
    return [
        {
            "item": ring.item,
            "grades": ring.in_it,
            "drawing": ring_drawing(ring.setting, ring.shape),
            "a": states[ring.item.pk],
        }
        for ring in rings
    ]
