"""Angles that a list doesn't give: usual ones, fitted to the stone's own table and depth."""

from decimal import Decimal

from inventory.drawing.proportions import Proportions, with_typical_values
from inventory.models.stone import Shape

FITTED = ("crown_angle", "pavilion_angle", "girdle_pct", "star_pct", "lower_half_pct")
TENTH = Decimal("0.1")


def typical_angles(
    shape: int, length: Decimal, width: Decimal, depth: Decimal, table_pct: Decimal | None
) -> dict[str, Decimal]:
    """Crown and pavilion angle (degrees), girdle, star and lower half (%), to a tenth.

    Raises `inventory.drawing.errors.BadProportions` when no cut stone has such proportions.
    """
    full, _ = with_typical_values(
        Proportions(
            shape=Shape(shape).label.lower(),
            length_mm=float(length),
            width_mm=float(width),
            depth_mm=float(depth),
            table_pct=None if table_pct is None else float(table_pct),
        )
    )
    return {name: Decimal(getattr(full, name)).quantize(TENTH) for name in FITTED}
