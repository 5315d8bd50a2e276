"""Flat geometry that the drawing rests on: polygons, half-planes, and who is lowest where."""

from collections.abc import Sequence

Point = tuple[float, float]
Polygon = list[Point]
Affine = tuple[float, float, float]
"""(a, b, c): the height a·x + b·y + c over the plan."""

SLIVER = 1e-5


def height(plane: Affine, point: Point) -> float:
    return plane[0] * point[0] + plane[1] * point[1] + plane[2]


def clip(polygon: Polygon, edge: Affine) -> Polygon:
    """The part of a convex polygon where a·x + b·y + c <= 0."""
    a, b, c = edge
    sides = [a * x + b * y + c for x, y in polygon]
    if max(sides) <= 1e-9:
        return polygon
    kept: Polygon = []
    previous, before = polygon[-1], sides[-1]
    for point, side in zip(polygon, sides, strict=True):
        if (side < 0) != (before < 0):
            t = before / (before - side)
            kept.append(
                (
                    previous[0] + t * (point[0] - previous[0]),
                    previous[1] + t * (point[1] - previous[1]),
                )
            )
        if side < 0:
            kept.append(point)
        previous, before = point, side
    return kept


def area(polygon: Sequence[Point]) -> float:
    """Signed; positive when x turns towards y."""
    total = 0.0
    px, py = polygon[-1]
    for x, y in polygon:
        total += px * y - x * py
        px, py = x, y
    return total / 2


def centroid(polygon: Sequence[Point]) -> Point:
    whole = area(polygon)
    cx = cy = 0.0
    px, py = polygon[-1]
    for x, y in polygon:
        cross = px * y - x * py
        cx += (px + x) * cross
        cy += (py + y) * cross
        px, py = x, y
    return cx / (6 * whole), cy / (6 * whole)


def divide(polygon: Polygon, planes: Sequence[Affine]) -> list[tuple[int, Polygon]]:
    """Part a convex polygon by which plane is lowest over each spot: (plane index, part)."""
    spans = [[a * x + b * y + c for x, y in polygon] for a, b, c in planes]
    ceiling = min(max(span) for span in spans)
    running = [i for i, span in enumerate(spans) if min(span) <= ceiling]
    running.sort(key=lambda i: sum(spans[i]))
    parts = []
    for i in running:
        ai, bi, ci = planes[i]
        part = polygon
        for j in running:
            if j == i:
                continue
            aj, bj, cj = planes[j]
            part = clip(part, (ai - aj, bi - bj, ci - cj))
            if len(part) < 3:
                break
        if len(part) >= 3 and abs(area(part)) > SLIVER:
            parts.append((i, part))
    return parts


def through(p: tuple[float, float, float], q, r) -> Affine:
    """The plane over three points (x, y, z); they mustn't stand in one line in plan."""
    ux, uy, uz = q[0] - p[0], q[1] - p[1], q[2] - p[2]
    vx, vy, vz = r[0] - p[0], r[1] - p[1], r[2] - p[2]
    cross = ux * vy - uy * vx
    a = (uz * vy - uy * vz) / cross
    b = (ux * vz - uz * vx) / cross
    return a, b, p[2] - a * p[0] - b * p[1]


def along(polygon: Sequence[Point], direction: Point) -> Point:
    """Where a ray from the origin leaves a polygon that contains it."""
    dx, dy = direction
    px, py = polygon[-1]
    for x, y in polygon:
        before, after = dx * py - dy * px, dx * y - dy * x
        if before * after <= 0 and before != after:
            t = before / (before - after)
            hit = px + t * (x - px), py + t * (y - py)
            if hit[0] * dx + hit[1] * dy > 0:
                return hit
        px, py = x, y
    raise ValueError("the origin lies outside the polygon")
