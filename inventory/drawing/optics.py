"""Light in diamond: refraction, total reflection, and where one ray ends up."""

from collections.abc import Sequence
from math import atan2, cos, sqrt

Vector = tuple[float, float, float]
RED, GREEN, BLUE = 2.407, 2.417, 2.451
"""Refractive index of diamond for three wavelengths; green is the one that paths follow."""
BOUNCES = 7
FAINT = 0.03


def refract(ray: Vector, normal: Vector, ratio: float) -> Vector | None:
    """Bend a unit ray at a surface whose unit normal faces it; None when it can't leave."""
    cosine = -(ray[0] * normal[0] + ray[1] * normal[1] + ray[2] * normal[2])
    rest = 1 - ratio * ratio * (1 - cosine * cosine)
    if rest < 0:
        return None
    k = ratio * cosine - sqrt(rest)
    return (
        ratio * ray[0] + k * normal[0],
        ratio * ray[1] + k * normal[1],
        ratio * ray[2] + k * normal[2],
    )


def reflect(ray: Vector, normal: Vector) -> Vector:
    k = 2 * (ray[0] * normal[0] + ray[1] * normal[1] + ray[2] * normal[2])
    return ray[0] - k * normal[0], ray[1] - k * normal[1], ray[2] - k * normal[2]


def returned(cos_in: float, cos_out: float, index: float) -> float:
    """Share of unpolarised light that a surface throws back (Fresnel)."""
    s = (index * cos_in - cos_out) / (index * cos_in + cos_out)
    p = (index * cos_out - cos_in) / (index * cos_out + cos_in)
    return (s * s + p * p) / 2


Wall = tuple[float, float, float, float]
"""A facet's plane: outward unit normal and distance from the origin."""


def path(
    start: Vector, ray: Vector, walls: Sequence[Wall], *, is_double: bool = False
) -> list[Vector]:
    """The normals of the walls that a ray inside the stone meets, in order.

    `is_double`: the walls are those of the right half, and the left is its image. The ray is
    followed on the right; where it crosses into the left its image is.
    """
    met = []
    x, y, z = start
    side = -1 if is_double and x < 0 else 1
    x, ray = side * x, (side * ray[0], ray[1], ray[2])
    for _ in range(BOUNCES):
        dx, dy, dz = ray
        nearest, wall = 1e9, None
        for candidate in walls:
            nx, ny, nz, distance = candidate
            speed = nx * dx + ny * dy + nz * dz
            if speed > 1e-6:
                t = (distance - nx * x - ny * y - nz * z) / speed
                if 1e-6 < t < nearest:
                    nearest, wall = t, candidate
        if is_double and dx < 0 and x > 1e-9 and x < -dx * nearest:
            crossing = -x / dx
            x, y, z = 0.0, y + crossing * dy, z + crossing * dz
            side, ray = -side, (-dx, dy, dz)
            continue
        if wall is None:
            break
        normal = wall[:3]
        met.append((side * normal[0], normal[1], normal[2]))
        x, y, z = x + nearest * dx, y + nearest * dy, z + nearest * dz
        ray = reflect(ray, normal)
    return met


def gathered(ray: Vector, normals: Sequence[Vector], index: float, sky) -> float:
    """Light that comes back along a path: at each wall some of the sky behind it shines in."""
    light, weight = 0.0, 1.0
    for normal in normals:
        cos_in = ray[0] * normal[0] + ray[1] * normal[1] + ray[2] * normal[2]
        out = refract(ray, (-normal[0], -normal[1], -normal[2]), index)
        if out is not None:
            cos_out = out[0] * normal[0] + out[1] * normal[1] + out[2] * normal[2]
            share = returned(cos_in, cos_out, index)
            light += weight * (1 - share) * sky(out)
            weight *= share
            if weight < FAINT:
                return light
        ray = reflect(ray, normal)
    return light + weight * rattled(ray)


def rattled(ray: Vector) -> float:
    """Light still caught after the last bounce: some patches keep it, their neighbours don't."""
    return 0.44 + 0.4 * cos(5 * atan2(ray[1], ray[0]) + 1)
