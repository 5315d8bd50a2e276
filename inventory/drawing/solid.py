"""The stone as a closed convex solid: the prism of its outline, cut by planes above and below.

A heart is two such solids, one the image of the other, that meet where x is 0.

Lengths are in half widths: x runs from -1 to 1 across the stone, y along it (down the page),
z towards the viewer, with the upper edge of the girdle at z = 0.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import hypot

from inventory.drawing import brilliant, princess, step_cuts, tapered
from inventory.drawing.cut import Cut
from inventory.drawing.planar import Affine, Polygon, divide, height
from inventory.drawing.planes import Planes, crown_height, pavilion_depth

Point3 = tuple[float, float, float]
SEAM = 1e-9
THINNEST = 0.012
"""The thinnest girdle in its valleys, in half widths; below that the outline would tear."""


@dataclass(frozen=True)
class Facet:
    """A named flat face: outward unit normal, distance from the origin, corners in order."""

    name: str
    normal: Point3
    distance: float
    corners: tuple[Point3, ...]


@dataclass(frozen=True)
class Solid:
    cut: Cut
    outline: tuple[tuple[float, float], ...]
    crown: tuple[Facet, ...]
    girdle: tuple[Facet, ...]
    pavilion: tuple[Facet, ...]
    crown_height: float
    girdle_height: float
    pavilion_depth: float
    is_double: bool = False

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        return self.crown + self.girdle + self.pavilion

    def named(self, name: str) -> list[Facet]:
        return [facet for facet in self.facets if facet.name == name]


def solid(cut: Cut) -> Solid:
    """Build the solid of a cut: all facets, closed and convex."""
    planes = _family(cut.shape)(cut)
    rim = _right_of(planes.outline) if planes.is_half else planes.outline
    girdle = _girdle_height(cut, planes, rim)
    lowered = [(name, (a, b, c - girdle)) for name, (a, b, c) in planes.pavilion]
    crown = _faces(rim, planes.crown, up=True)
    pavilion = _faces(rim, lowered, up=False)
    wall = _wall(rim, planes.crown, lowered)
    if planes.is_half:
        wall = tuple(facet for facet in wall if any(x > SEAM for x, _, _ in facet.corners))
        crown, wall, pavilion = (part + _images(part) for part in (crown, wall, pavilion))
    return Solid(
        cut=cut,
        outline=tuple(planes.outline),
        crown=crown,
        girdle=wall,
        pavilion=pavilion,
        is_double=planes.is_half,
        crown_height=crown_height(cut),
        girdle_height=girdle,
        pavilion_depth=pavilion_depth(cut),
    )


def _family(shape: str) -> Callable[[Cut], Planes]:
    return {
        "princess": princess.planes,
        "radiant": princess.planes,
        "emerald": step_cuts.planes,
        "asscher": step_cuts.planes,
        "baguette": step_cuts.planes,
        "tapered": tapered.planes,
    }.get(shape, brilliant.planes)


def _right_of(outline: Polygon) -> Polygon:
    return [(max(x, 0.0), y) for x, y in outline if x > -SEAM]


def _images(facets: tuple[Facet, ...]) -> tuple[Facet, ...]:
    """The same on the left, corners the same way round."""
    return tuple(
        Facet(
            facet.name,
            (-facet.normal[0], *facet.normal[1:]),
            facet.distance,
            tuple((-x, y, z) for x, y, z in reversed(facet.corners)),
        )
        for facet in facets
    )


def _girdle_height(cut: Cut, planes: Planes, rim: Polygon) -> float:
    """As given, unless its valleys would then be thinner than a stone can be."""
    wanted = 2 * cut.girdle / 1000
    dip = max(
        max(height(p, at) for _, p in planes.pavilion) - min(height(p, at) for _, p in planes.crown)
        for at in rim
    )
    return max(wanted, dip + THINNEST)


def _faces(outline: Polygon, planes: Sequence[tuple[str, Affine]], *, up: bool) -> tuple[Facet]:
    sign = 1 if up else -1
    surface = [(sign * a, sign * b, sign * c) for _, (a, b, c) in planes]
    faces = []
    for index, part in divide(outline, surface):
        name, plane = planes[index]
        faces.append(_facet(name, plane, part, sign))
    return tuple(faces)


def _facet(name: str, plane: Affine, part: Polygon, sign: int) -> Facet:
    a, b, c = plane
    length = hypot(a, b, 1)
    normal = (-sign * a / length, -sign * b / length, sign / length)
    corners = tuple((x, y, a * x + b * y + c) for x, y in part)
    return Facet(name, normal, sign * c / length, corners if sign > 0 else corners[::-1])


def _wall(outline: Polygon, crown, pavilion) -> tuple[Facet, ...]:
    """The girdle: one upright face per side of the outline, bounded by crown and pavilion."""
    wall = []
    for start, end in zip(outline, [*outline[1:], outline[0]], strict=True):
        run = hypot(end[0] - start[0], end[1] - start[1])
        normal = ((end[1] - start[1]) / run, (start[0] - end[0]) / run, 0.0)
        top = _edge(start, end, [plane for _, plane in crown], min)
        bottom = _edge(start, end, [plane for _, plane in pavilion], max)
        corners = (*bottom, *reversed(top))
        distance = normal[0] * start[0] + normal[1] * start[1]
        wall.append(Facet("girdle", normal, distance, corners))
    return tuple(wall)


def _edge(start, end, planes: Sequence[Affine], pick) -> list[Point3]:
    """The line that a surface draws on one side of the outline, with every kink in it."""

    def at(t: float) -> tuple[float, float]:
        return start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])

    rises = sorted({(height(p, start), height(p, end) - height(p, start)) for p in planes})
    t = 0.0
    line = [(*start, pick(h for h, _ in rises))]
    while t < 1:
        here = pick(h + t * slope for h, slope in rises)
        active = pick(slope for h, slope in rises if abs(h + t * slope - here) < 1e-9)
        start_height = here - t * active
        bends = [
            (h - start_height) / (active - slope)
            for h, slope in rises
            if (slope < active if pick is min else slope > active)
        ]
        t = min((bend for bend in bends if t + 1e-7 < bend < 1 - 1e-7), default=1.0)
        x, y = at(t)
        line.append((x, y, pick(h + t * slope for h, slope in rises)))
    return line
