"""What a family of cuts says of a stone: its outline and the planes that cut it."""

from dataclasses import dataclass
from math import radians, tan

from inventory.drawing.cut import Cut
from inventory.drawing.planar import Affine, Polygon


@dataclass(frozen=True)
class Planes:
    """What a family of cuts yields: an outline, and named planes over the plan.

    The crown is the lowest of its planes; the pavilion, still hanging from z = 0, the highest.
    `is_half`: they cut the right half of the outline, and the left is its image; each half by
    itself is convex, which a heart isn't.
    """

    outline: Polygon
    crown: list[tuple[str, Affine]]
    pavilion: list[tuple[str, Affine]]
    is_half: bool = False


def crown_height(cut: Cut) -> float:
    """From the table's edge to the girdle: what the angle rises over the crown's reach."""
    return (1 - cut.table / 1000) * tan(radians(cut.crown / 10))


def pavilion_depth(cut: Cut) -> float:
    return tan(radians(cut.pavilion / 10))
