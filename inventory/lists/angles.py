"""Angles that a list doesn't give: usual ones, fitted to the stone's own table and depth."""

from decimal import Decimal
from functools import lru_cache

from inventory.drawing.proportions import Proportions, with_typical_values
from inventory.models.stone import Shape

FITTED = ("crown_angle", "pavilion_angle", "girdle_pct", "star_pct", "lower_half_pct")
TENTH = Decimal("0.1")
# Angles depend on the proportions alone, so any size will do: 10 mm across, depth a tenth of its %.
ACROSS = 10.0


def depth_of(shape: int, length: Decimal, width: Decimal, depth: Decimal) -> Decimal:
    """The depth in % as labs reckon it: of the mean diameter of a round, else of the width."""
    base = (length + width) / 2 if shape == Shape.ROUND else min(length, width)
    return (100 * depth / base).quantize(TENTH)


@lru_cache(maxsize=16_384)
def typical_angles(shape: int, depth_pct: Decimal, table_pct: Decimal | None) -> dict[str, Decimal]:
    """Crown and pavilion angle (degrees), girdle, star and lower half (%), to a tenth.

    Raises `inventory.drawing.errors.BadProportions` when no cut stone has such proportions.
    """
    full, _ = with_typical_values(
        Proportions(
            shape=Shape(shape).drawn_as,
            length_mm=ACROSS,
            width_mm=ACROSS,
            depth_mm=float(depth_pct) * ACROSS / 100,
            table_pct=None if table_pct is None else float(table_pct),
        )
    )
    return {name: Decimal(getattr(full, name)).quantize(TENTH) for name in FITTED}
