"""The step cuts: emerald and asscher, with three steps above the girdle and four below; a baguette
has its corners, and two steps above.
"""

from itertools import pairwise

from inventory.drawing.cut import Cut
from inventory.drawing.outlines import cut_corners
from inventory.drawing.planar import Affine, Point, through
from inventory.drawing.planes import Planes, crown_height, pavilion_depth

CORNER = {"emerald": 0.3, "asscher": 0.52, "baguette": 0.0}
THREE, TWO = (
    ((0.0, 0.0), (0.34, 0.42), (0.68, 0.76), (1.0, 1.0)),
    ((0.0, 0.0), (0.5, 0.58), (1.0, 1.0)),
)
CROWN_STEPS = {"emerald": THREE, "asscher": THREE, "baguette": TWO}
"""(share of the way in, share of the way up): each step lies flatter than the one below."""
PAVILION_STEPS = {
    "emerald": ((0.0, 0.0), (0.175, 0.205), (0.56, 0.61), (0.77, 0.815), (1.0, 1.0)),
    "asscher": ((0.0, 0.0), (0.21, 0.287), (0.555, 0.682), (0.711, 0.857), (1.0, 1.0)),
    "baguette": ((0.0, 0.0), (0.22, 0.27), (0.5, 0.575), (0.76, 0.82), (1.0, 1.0)),
}


def planes(cut: Cut) -> Planes:
    ratio, corner = cut.ratio / 100, CORNER[cut.shape]
    rim = cut_corners(ratio, corner)
    top, table = crown_height(cut), cut.table / 1000
    crown = [("table", (0.0, 0.0, top))]
    steps = CROWN_STEPS[cut.shape]
    crown += stairs(ratio, corner, steps, inwards=1 - table, rise=top, name="crown step")
    pavilion = stairs(
        ratio,
        corner,
        PAVILION_STEPS[cut.shape],
        inwards=1,
        rise=-pavilion_depth(cut),
        name="pavilion step",
    )
    return Planes(rim, crown, pavilion)


def stairs(ratio, corner, steps, *, inwards, rise, name) -> list[tuple[str, Affine]]:
    """Every side of every step; sides stay parallel while corners shrink with the inset."""
    stairs = []
    for (in1, up1), (in2, up2) in pairwise(steps):
        outer = _level(ratio, corner, in1 * inwards)
        inner = _level(ratio, corner, in2 * inwards)
        for i in range(len(outer)):
            j = (i + 1) % len(outer)
            stairs.append(
                (
                    name,
                    through(
                        (*outer[i], up1 * rise),
                        (*outer[j], up1 * rise),
                        (*_mid(inner[i], inner[j]), up2 * rise),
                    ),
                )
            )
    return stairs


def _level(ratio: float, corner: float, inset: float) -> list[Point]:
    """The outline moved inwards; at inset 1 it is the keel."""
    a, b, c = 1 - inset, ratio - inset, corner * (1 - inset)
    if not corner:
        return [(-a, -b), (a, -b), (a, b), (-a, b)]
    return [
        (-a + c, -b),
        (a - c, -b),
        (a, -b + c),
        (a, b - c),
        (a - c, b),
        (-a + c, b),
        (-a, b - c),
        (-a, -b + c),
    ]


def _mid(p: Point, q: Point) -> Point:
    return (p[0] + q[0]) / 2, (p[1] + q[1]) / 2
