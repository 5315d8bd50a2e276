"""The outlines of the curved cuts, and the spots on them where main facets are cut."""

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, atan2, cos, hypot, pi, sin, sqrt

from inventory.drawing.planar import Point, Polygon

SMOOTH = 64
"""Sides of a curved outline; a multiple of 16, so that a round's own corners are on it."""


@dataclass(frozen=True)
class Anchor:
    """Where a main facet meets the girdle, and which way it faces in plan."""

    point: Point
    normal: Point

    @property
    def support(self) -> float:
        return self.point[0] * self.normal[0] + self.point[1] * self.normal[1]


@dataclass(frozen=True)
class Outline:
    """`is_half`: the anchors are those of the right half alone, from the cleft to the tip."""

    points: Polygon
    anchors: list[Anchor]
    is_half: bool = False


def _scaled(outline: Outline, ratio: float) -> Outline:
    """Stretched along y: normals turn as they must for tangents to stay tangents."""
    points = [(x, y * ratio) for x, y in outline.points]
    anchors = []
    for anchor in outline.anchors:
        nx, ny = anchor.normal[0], anchor.normal[1] / ratio
        length = hypot(nx, ny)
        anchors.append(
            Anchor((anchor.point[0], anchor.point[1] * ratio), (nx / length, ny / length))
        )
    return Outline(points, anchors)


def circle() -> Outline:
    ring = [(sin(2 * pi * i / SMOOTH), -cos(2 * pi * i / SMOOTH)) for i in range(SMOOTH)]
    return Outline(ring, [Anchor(p, p) for p in ring[:: SMOOTH // 8]])


def oval(ratio: float) -> Outline:
    return _scaled(circle(), ratio)


def cushion(ratio: float) -> Outline:
    """A square that bulges: |x|^n + |y|^n = 1."""
    n = 3.1
    ring = []
    for i in range(SMOOTH):
        t = 2 * pi * i / SMOOTH
        x, y = sin(t), -cos(t)
        r = (abs(x) ** n + abs(y) ** n) ** (-1 / n)
        ring.append((x * r, y * r))
    anchors = []
    for x, y in ring[:: SMOOTH // 8]:
        nx, ny = (abs(v) ** (n - 1) * (1 if v > 0 else -1) for v in (x, y))
        length = hypot(nx, ny)
        anchors.append(Anchor((x, y), (nx / length, ny / length)))
    return _scaled(Outline(ring, anchors), ratio)


def _bow(half_length: float) -> Callable[[float], Anchor]:
    """The right-hand arc from the point (0, -half_length), at 0, to (1, 0), at 1."""
    back = (half_length**2 - 1) / 2
    radius = 1 + back
    opening = atan2(half_length, back)

    def at(t: float) -> Anchor:
        angle = opening * (1 - t)
        normal = (cos(angle), -sin(angle))
        return Anchor((radius * normal[0] - back, radius * normal[1]), normal)

    return at


def _mirrored(anchor: Anchor) -> Anchor:
    return Anchor((-anchor.point[0], anchor.point[1]), (-anchor.normal[0], anchor.normal[1]))


def _upended(anchor: Anchor) -> Anchor:
    return Anchor((anchor.point[0], -anchor.point[1]), (anchor.normal[0], -anchor.normal[1]))


def marquise(ratio: float) -> Outline:
    bow = _bow(max(ratio, 1.2))
    right = [bow(i / 16) for i in range(1, 17)]
    right += [_upended(a) for a in reversed(right[:-1])]
    tip = Anchor((0.0, -max(ratio, 1.2)), (0.0, -1.0))
    shoulder = bow(0.52)
    half = [shoulder, bow(1.0), _upended(shoulder)]
    anchors = [tip, *half, _upended(tip), *(_mirrored(a) for a in reversed(half))]
    points = [tip.point, *(a.point for a in right), _upended(tip).point]
    points += [_mirrored(a).point for a in reversed(right)]
    return Outline(points, anchors)


def pear(ratio: float) -> Outline:
    """A half circle below, two arcs meeting in a point above."""
    reach = max(2 * ratio - 1, 1.3)
    bow = _bow(reach)
    right = [bow(i / 18) for i in range(1, 19)]
    right += [_on_circle(pi * i / 30) for i in range(1, 15)]
    tip = Anchor((0.0, -reach), (0.0, -1.0))
    bottom = _on_circle(pi / 2)
    half = [bow(0.5), _on_circle(0.06), _on_circle(pi * 0.28)]
    anchors = [tip, *half, bottom, *(_mirrored(a) for a in reversed(half))]
    points = [tip.point, *(a.point for a in right), bottom.point]
    points += [_mirrored(a).point for a in reversed(right)]
    return Outline(points, anchors)


LOBE_AT, LOBE = (0.46, -0.38), (0.54, 0.57)
"""Where the middle of a heart's right lobe is, and how far the lobe reaches across and along."""


def heart(ratio: float) -> Outline:
    """Two lobes with a cleft between them, and two arcs meeting in a point below."""
    below = LOBE_AT[1]
    length = max(2 * ratio - LOBE[1], 1.2)
    bow = _bow(length)
    cleft = asin(LOBE_AT[0] / LOBE[0])

    def flank(t: float) -> Anchor:
        """From the widest spot, at 0, to the tip, at 1."""
        spot = _upended(bow(1 - t))
        return Anchor((spot.point[0], spot.point[1] + below), spot.normal)

    lobe = [_on_lobe(-cleft + i / 20 * (cleft + pi / 2)) for i in range(20)]
    right = [*lobe, *(flank(i / 16) for i in range(16))]
    tip = Anchor((0.0, length + below), (0.0, 1.0))
    anchors = [lobe[0], _on_lobe(0.0), _on_lobe(pi * 0.36), flank(0.3), tip]
    points = [*(a.point for a in right), tip.point]
    points += [_mirrored(a).point for a in reversed(right[1:])]
    return Outline(points, anchors, is_half=True)


def _on_lobe(angle: float) -> Anchor:
    """On a heart's right lobe: 0 is its top, pi/2 the widest spot on the right."""
    across, along = sin(angle), -cos(angle)
    nx, ny = across / LOBE[0], along / LOBE[1]
    length = hypot(nx, ny)
    point = LOBE_AT[0] + LOBE[0] * across, LOBE_AT[1] + LOBE[1] * along
    return Anchor(point, (nx / length, ny / length))


SIDE, BULGE = 2.0, 0.16
"""How long a side of a trilliant's triangle is, and how far its bow stands out in the middle."""


def trilliant(ratio: float) -> Outline:
    """A triangle of three bows with a corner at the top; the middle is as far from each side."""
    radius = (SIDE**2 / 4 + BULGE**2) / (2 * BULGE)
    opening = asin(SIDE / 2 / radius)
    middle = SIDE / (2 * sqrt(3)) + BULGE - radius

    def at(side: int, share: float) -> Anchor:
        """On a side, counted from the right one downwards: from 0, its first corner, to 1."""
        facing = pi * (4 * side - 1) / 6
        angle = facing + opening * (2 * share - 1)
        spot = (
            middle * cos(facing) + radius * cos(angle),
            middle * sin(facing) + radius * sin(angle),
        )
        return Anchor(spot, (cos(angle), sin(angle)))

    points, anchors = [], []
    for side in range(3):
        corner = pi * (4 * side - 3) / 6
        tip = Anchor(at(side, 0).point, (cos(corner), sin(corner)))
        anchors += [tip, at(side, 0.32), at(side, 0.68)]
        points += [tip.point, *(at(side, i / 16).point for i in range(1, 16))]
    top, bottom = points[0][1], at(1, 0.5).point[1]
    wide = max(x for x, _ in points)
    points = [(x / wide, y / wide) for x, y in points]
    anchors = [Anchor((a.point[0] / wide, a.point[1] / wide), a.normal) for a in anchors]
    return _scaled(Outline(points, anchors), 2 * ratio * wide / (bottom - top))


def _on_circle(angle: float) -> Anchor:
    """On the lower half circle: 0 is the widest spot on the right, pi/2 the bottom."""
    p = (cos(angle), sin(angle))
    return Anchor(p, p)


def cut_corners(ratio: float, corner: float) -> list[Point]:
    """A rectangle, without its corners if there are any to take; clockwise from the top left."""
    a, b, c = 1.0, ratio, corner
    if not corner:
        return [(-a, -b), (a, -b), (a, b), (-a, b)]
    quarter = [(a, -b + c), (a, b - c), (a - c, b), (-a + c, b)]
    return [(-a + c, -b), (a - c, -b), *quarter, (-a, b - c), (-a, -b + c)]
