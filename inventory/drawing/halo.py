"""The halo of a ring: small stones at even steps around a stone's own outline."""

from itertools import pairwise
from math import atan2, cos, hypot, pi, sin

from inventory.drawing.planar import Point, Polygon

STEP = 8.0
CLEAR = 1e-6


def around(outline: Polygon, away: float) -> list[Point]:
    """Spots `away` from an outline (clockwise on the page), about STEP apart."""
    track = _offset(outline, away)
    track.append(track[0])
    total = sum(hypot(q[0] - p[0], q[1] - p[1]) for p, q in pairwise(track))
    step = total / round(total / STEP)
    spots, left = [], 0.0
    for p, q in pairwise(track):
        run = hypot(q[0] - p[0], q[1] - p[1])
        while left < run - 1e-6:
            share = left / run
            spots.append((p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])))
            left += step
        left -= run
    return spots[: round(total / step)]


def _offset(outline: Polygon, away: float) -> Polygon:
    """The outline moved outwards, its corners rounded; in a cleft, as far in as there is room."""
    track: Polygon = []
    for (px, py), (x, y), (qx, qy) in zip(
        [outline[-1], *outline[:-1]], outline, [*outline[1:], outline[0]], strict=True
    ):
        before, after = atan2(px - x, y - py), atan2(x - qx, qy - y)
        turn = (after - before) % (2 * pi)
        if turn > pi:
            continue
        steps = max(1, round(turn / 0.25))
        for i in range(steps + 1):
            angle = before + turn * i / steps
            track.append((x + away * cos(angle), y + away * sin(angle)))
    return [spot for spot in track if _is_clear(spot, outline, away)]


def _is_clear(spot: Point, outline: Polygon, away: float) -> bool:
    x, y = spot
    for (px, py), (qx, qy) in zip(outline, [*outline[1:], outline[0]], strict=True):
        dx, dy = qx - px, qy - py
        along = ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy)
        share = min(max(along, 0.0), 1.0)
        if hypot(x - px - share * dx, y - py - share * dy) < away - CLEAR:
            return False
    return True
