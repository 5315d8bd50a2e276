"""Which stone lies where: a few in stores and vault, the rest in the warehouse; seeded."""

import random
from collections.abc import Callable

from inventory.lists.rows import StoneRow
from inventory.models import Location

SHOWN = ("sydney", "melbourne", "perth", "vault")
SHARE = 0.02


def scattered(
    places: dict[str, Location], *, seed: int, share: float = SHARE
) -> Callable[[StoneRow], Location]:
    """A placing for `import_stones`: the same rows in the same order lie in the same places."""
    dice = random.Random(seed)
    shown = [places[code] for code in SHOWN]
    return lambda row: dice.choice(shown) if dice.random() < share else places["warehouse"]
