"""What a stone shows from above: crown and pavilion overlaid, one ray traced for each cell."""

from dataclasses import dataclass
from functools import partial
from math import atan2, cos, sqrt

from inventory.drawing.optics import BLUE, GREEN, RED, Vector, gathered, path, refract, returned
from inventory.drawing.planar import Polygon, centroid, divide
from inventory.drawing.solid import Facet, Solid

DOWN: Vector = (0.0, 0.0, -1.0)
HEAD = 0.955
"""Cosine of the cone over the stone that the observer's own head darkens: it makes the arrows."""
SOFT = 0.012


@dataclass(frozen=True)
class Cell:
    """A patch of one flat tone: its outline in plan, the crown facet, light in three colours."""

    polygon: Polygon
    crown: str
    under: str
    light: tuple[float, float, float]


def cells(solid: Solid) -> list[Cell]:
    """Every patch that the eye sees face up, light from 0 (dark) to about 1."""
    under = solid.pavilion + _girdle_for_rays(solid)
    walls = [
        (*facet.normal, facet.distance)
        for facet in solid.crown + under
        if not solid.is_double or _side(facet) > 0
    ]
    follow = partial(path, walls=walls, is_double=solid.is_double)
    seen = []
    for facet in solid.crown:
        below = [one for one in under if not solid.is_double or _side(one) == _side(facet)]
        ray = refract(DOWN, facet.normal, 1 / GREEN)
        plan = [(x, y) for x, y, _ in facet.corners]
        for index, part in divide(plan, [_reach(facet, other, ray) for other in below]):
            seen.append(_cell(facet, below[index].name, part, ray, follow))
    return seen


def _side(facet: Facet) -> int:
    """Which half of a double solid it belongs to: 1 right, -1 left."""
    return 1 if sum(x for x, _, _ in facet.corners) > 0 else -1


def _girdle_for_rays(solid: Solid) -> tuple[Facet, ...]:
    """Every second side of a finely sided girdle is enough to catch a ray."""
    return solid.girdle[::2] if len(solid.girdle) > 16 else solid.girdle


def _reach(facet: Facet, other: Facet, ray: Vector) -> tuple[float, float, float]:
    """How far a ray that enters over (x, y) of one facet travels to another's plane."""
    nx, ny, nz = other.normal
    speed = nx * ray[0] + ny * ray[1] + nz * ray[2]
    if speed < 1e-6:
        return 0.0, 0.0, 1e6
    fx, fy, fz = facet.normal
    a, b, c = -fx / fz, -fy / fz, facet.distance / fz
    return -(nx + nz * a) / speed, -(ny + nz * b) / speed, (other.distance - nz * c) / speed


def _cell(facet: Facet, under: str, part: Polygon, ray: Vector, followed) -> Cell:
    x, y = centroid(part)
    fx, fy, fz = facet.normal
    start = (x, y, (facet.distance - fx * x - fy * y) / fz)
    normals = followed(start, ray)
    glare = returned(fz, sqrt(1 - (1 - fz * fz) / GREEN**2), 1 / GREEN)
    mirrored = (2 * fz * fx, 2 * fz * fy, 2 * fz * fz - 1)
    surface = glare * 0.8 * sky(mirrored)
    light = tuple(
        surface + (1 - glare) * gathered(refract(DOWN, facet.normal, 1 / n), normals, n, sky)
        for n in (RED, GREEN, BLUE)
    )
    return Cell(part, facet.name, under, light)


def sky(way: Vector) -> float:
    """Even daylight from a north window, up and to the left; the viewer's head blocks the top."""
    x, y, z = way
    turn = cos(atan2(y, x) + 2.2)
    if z < -0.05:
        return 0.36 + 0.26 * cos(3 * atan2(y, x) + 1.0)
    if z < 0.25:
        return 0.44 + 0.2 * turn
    day = 0.84 + 0.2 * turn + 0.06 * cos(9 * z)
    if z < HEAD - SOFT:
        return day
    shade = 0.03 + 0.1 * (1 - z) / (1 - HEAD)
    return shade + max(HEAD - z, 0.0) / SOFT * (day - shade)
