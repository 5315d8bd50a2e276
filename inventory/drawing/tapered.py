"""A tapered baguette: a baguette that is narrower at its upper end, with the same steps.

No list says how narrow. All steps run along the sides at the same slopes, so the keel falls towards
the wide end.
"""

from itertools import pairwise
from math import hypot

from inventory.drawing.cut import Cut
from inventory.drawing.planar import Affine, Point
from inventory.drawing.planes import Planes, crown_height, pavilion_depth
from inventory.drawing.step_cuts import CROWN_STEPS, PAVILION_STEPS

NARROW = 0.58
"""The narrow end beside the wide one."""
Side = tuple[float, float, float]
"""(nx, ny, h): where nx·x + ny·y is h, outwards."""


def planes(cut: Cut) -> Planes:
    ratio = cut.ratio / 100
    rim = [(-NARROW, -ratio), (NARROW, -ratio), (1.0, ratio), (-1.0, ratio)]
    sides = [_side(*ends) for ends in pairwise([*rim, rim[0]])]
    top, reach = crown_height(cut), 1 - cut.table / 1000
    crown = [("table", (0.0, 0.0, top))]
    crown += _stairs(sides, CROWN_STEPS["baguette"], inwards=reach, rise=top, name="crown step")
    pavilion = _stairs(
        sides, PAVILION_STEPS["baguette"], inwards=_widest(ratio), rise=-pavilion_depth(cut),
        name="pavilion step",
    )  # fmt: skip
    return Planes(rim, crown, pavilion)


def _side(start: Point, end: Point) -> Side:
    """Of an outline that runs clockwise on the page."""
    run = hypot(end[0] - start[0], end[1] - start[1])
    nx, ny = (end[1] - start[1]) / run, (start[0] - end[0]) / run
    return nx, ny, nx * start[0] + ny * start[1]


def _widest(ratio: float) -> float:
    """The radius of the largest circle within: how far from the sides the deepest spot is."""
    return 2 * ratio / (hypot(2 * ratio, 1 - NARROW) + 1 - NARROW)


def _stairs(sides, steps, *, inwards: float, rise: float, name: str) -> list[tuple[str, Affine]]:
    """Every side of every step: it rises by so much while it goes inwards by so much."""
    stairs = []
    for (in1, up1), (in2, up2) in pairwise(steps):
        slope = (up2 - up1) * rise / ((in2 - in1) * inwards)
        for nx, ny, h in sides:
            foot = up1 * rise + slope * (h - in1 * inwards)
            stairs.append((name, (-slope * nx, -slope * ny, foot)))
    return stairs
