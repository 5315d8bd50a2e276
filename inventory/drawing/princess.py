"""The cuts whose pavilion runs in chevrons from the corners to the culet: princess and radiant."""

from itertools import pairwise

from inventory.drawing.cut import Cut
from inventory.drawing.outlines import cut_corners
from inventory.drawing.planar import Affine, through
from inventory.drawing.planes import Planes, crown_height, pavilion_depth
from inventory.drawing.step_cuts import stairs

CORNER = {"princess": 0.0, "radiant": 0.32}
CHEVRONS = {
    "princess": ((1.0, 0.0), (0.6, 0.52), (0.4, 0.75), (0.35, 0.795), (0.0, 1.0)),
    "radiant": ((1.0, 0.0), (0.88, 0.18), (0.425, 0.67), (0.27, 0.826), (0.0, 1.0)),
}
"""Along the middle of a side: (distance from the centre, share of the depth)."""
RADIANT_STEPS = ((0.0, 0.0), (0.5, 0.58), (1.0, 1.0))


def planes(cut: Cut) -> Planes:
    """Built square, then stretched along y, corners and all."""
    ratio, corner = cut.ratio / 100, CORNER[cut.shape]
    top, reach = crown_height(cut), 1 - cut.table / 1000
    if corner:
        rim = cut_corners(1.0, corner)
        crown = stairs(1.0, corner, RADIANT_STEPS, inwards=reach, rise=top, name="crown step")
    else:
        rim = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
        crown = _crown(cut, top)
    pavilion = _pavilion(cut, corner)
    return Planes(
        [(x, y * ratio) for x, y in rim],
        [("table", (0.0, 0.0, top)), *_stretched(crown, ratio)],
        _stretched(pavilion, ratio),
    )


def _crown(cut: Cut, top: float) -> list[tuple[str, Affine]]:
    table = cut.table / 1000
    inner = table + (1 - table) * (1 - cut.star / 100) * 0.9
    rise = top * (1 - inner) / (1 - table) * 1.12
    corner, tip = (1.0, 1.0, 0.0), (table, table, top)
    middle, step = (1.0, 0.0, 0.0), (inner, 0.0, rise)
    star = through(step, tip, (table, -table, top))
    return _eightfold(
        [
            ("upper half", through(corner, middle, step)),
            ("kite", through(corner, step, tip)),
            ("star", star),
        ]
    )


def _pavilion(cut: Cut, cut_off: float) -> list[tuple[str, Affine]]:
    deep = pavilion_depth(cut)
    corner = (1.0, 1.0 - cut_off, 0.0)
    octant = []
    for (far, high), (near, low) in pairwise(CHEVRONS[cut.shape]):
        name = "pavilion main" if near == 0 else "lower half"
        octant.append((name, through(corner, (far, 0.0, -high * deep), (near, 0.0, -low * deep))))
    if cut_off:
        across = (1.0 - cut_off, 1.0, 0.0)
        octant.append(("pavilion main", through(corner, across, (0.0, 0.0, -deep))))
    return _eightfold(octant)


def _eightfold(octant: list[tuple[str, Affine]]) -> list[tuple[str, Affine]]:
    """One eighth of a square, mirrored to the whole; planes that coincide count once."""
    whole = {}
    for name, (a, b, c) in octant:
        for p, q in ((a, b), (b, a)):
            for sx in (1, -1):
                for sy in (1, -1):
                    whole[(round(sx * p, 9), round(sy * q, 9), round(c, 9))] = name
    return [(name, plane) for plane, name in whole.items()]


def _stretched(planes: list[tuple[str, Affine]], ratio: float) -> list[tuple[str, Affine]]:
    return [(name, (a, b / ratio, c)) for name, (a, b, c) in planes]
