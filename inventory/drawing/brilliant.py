"""The brilliant cuts: round, oval, cushion, pear, marquise, heart, trilliant.

Each main facet is a plane through its anchor on the girdle; all crown mains would meet in one
point above the table, all pavilion mains meet in the culet. Stars and halves follow from where
two neighbouring mains cross, so one set of rules draws every outline.
"""

from collections.abc import Iterator
from itertools import pairwise

from inventory.drawing import outlines
from inventory.drawing.cut import Cut
from inventory.drawing.outlines import Anchor, Outline
from inventory.drawing.planar import Affine, Point, along, height, through
from inventory.drawing.planes import Planes, crown_height, pavilion_depth

OUTLINES = {
    "round": lambda ratio: outlines.circle(),
    "oval": outlines.oval,
    "cushion": outlines.cushion,
    "pear": outlines.pear,
    "marquise": outlines.marquise,
    "heart": outlines.heart,
    "trilliant": outlines.trilliant,
}


def planes(cut: Cut) -> Planes:
    outline = OUTLINES[cut.shape](cut.ratio / 100)
    crown, pavilion = _crown(cut, outline), _pavilion(cut, outline)
    return Planes(outline.points, crown, pavilion, outline.is_half)


def _crown(cut: Cut, outline: Outline) -> list[tuple[str, Affine]]:
    top, table = crown_height(cut), cut.table / 1000
    peak = top / (1 - table)
    cut_planes = [("table", (0.0, 0.0, top))]
    for anchor, following, ridge in _pairs(outline):
        main = _main(anchor, peak)
        here, there = anchor.point, following.point
        corner, next_corner = _times(here, table), _times(there, table)
        edge = _times(ridge, _crossing(corner, next_corner, ridge))
        star = _between(edge, ridge, _star_length(cut, main, edge, ridge, top))
        star3 = (*star, height(main, star))
        rim = (*ridge, 0.0)
        cut_planes += [
            ("kite", main),
            ("star", through((*corner, top), (*next_corner, top), star3)),
            ("upper half", through((*here, 0.0), rim, star3)),
            ("upper half", through((*there, 0.0), star3, rim)),
        ]
    if outline.is_half:
        cut_planes.append(("kite", _main(outline.anchors[-1], peak)))
    return cut_planes


def _star_length(cut: Cut, main: Affine, edge: Point, ridge: Point, top: float) -> float:
    """As given, but far enough out that the star slopes down from the table."""
    inner, outer = height(main, edge), height(main, ridge)
    level = (inner - top) / (inner - outer)
    return min(max(cut.star / 100, level + 0.12 * (1 - level)), 0.97)


def _pavilion(cut: Cut, outline: Outline) -> list[tuple[str, Affine]]:
    deep = pavilion_depth(cut)
    cut_planes = []
    for anchor, following, ridge in _pairs(outline):
        a, b, c = _main(anchor, deep)
        main = (-a, -b, -c)
        low = _times(ridge, 1 - cut.lower / 100)
        low3 = (*low, height(main, low))
        rim = (*ridge, 0.0)
        cut_planes += [
            ("pavilion main", main),
            ("lower half", through((*anchor.point, 0.0), rim, low3)),
            ("lower half", through((*following.point, 0.0), low3, rim)),
        ]
    if outline.is_half:
        a, b, c = _main(outline.anchors[-1], deep)
        cut_planes.append(("pavilion main", (-a, -b, -c)))
    return cut_planes


def _main(anchor: Anchor, peak: float) -> Affine:
    """The plane that touches the outline at the anchor and reaches `peak` over the centre."""
    return (
        -peak * anchor.normal[0] / anchor.support,
        -peak * anchor.normal[1] / anchor.support,
        peak,
    )


def _pairs(outline: Outline) -> Iterator[tuple[Anchor, Anchor, Point]]:
    """Neighbouring anchors, and where the ridge between their mains meets the outline."""
    pairs = list(pairwise(outline.anchors))
    if not outline.is_half:
        pairs.append((outline.anchors[-1], outline.anchors[0]))
    for one, two in pairs:
        nx = one.normal[0] / one.support - two.normal[0] / two.support
        ny = one.normal[1] / one.support - two.normal[1] / two.support
        way = (-ny, nx)
        if way[0] * (one.point[0] + two.point[0]) + way[1] * (one.point[1] + two.point[1]) < 0:
            way = (ny, -nx)
        yield one, two, along(outline.points, way)


def _crossing(p: Point, q: Point, way: Point) -> float:
    """How far along `way` from the centre the line from p to q is crossed, as a fraction."""
    dx, dy = q[0] - p[0], q[1] - p[1]
    return (p[0] * dy - p[1] * dx) / (way[0] * dy - way[1] * dx)


def _times(p: Point, factor: float) -> Point:
    return p[0] * factor, p[1] * factor


def _between(p: Point, q: Point, share: float) -> Point:
    return p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])
