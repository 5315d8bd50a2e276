"""Chains and bracelets as they lie on a tray: links, or stones, along a loop."""

from collections.abc import Iterator
from itertools import pairwise
from math import atan2, cos, degrees, hypot, pi, sin

from inventory.drawing.gem import gem, set_gem
from inventory.drawing.metal import Paint
from inventory.drawing.planar import Point

MIDDLE, HALF = (100.0, 108.0), (63.0, 82.0)
NARROWER = 0.2
"""How much narrower a chain lies towards its clasp, which is above."""
FINE = 720


def trace(paint: Paint) -> str:
    """Small round links, each second one seen from its edge."""
    links = []
    for number, (x, y, turn) in enumerate(_along(3.9, HALF, NARROWER)):
        place = f'transform="translate({x:.1f} {y:.1f})rotate({turn:.0f})"'
        if number % 2:
            links.append(f'<path {place} d="M-2.6 0H2.6"/>')
        else:
            links.append(f'<ellipse {place} rx="2.9" ry="1.9"/>')
    return _loop(paint, links, wide=1.15, edge=0.75) + _clasp(paint, HALF)


def curb(paint: Paint) -> str:
    """Broad flat links that lie over each other."""
    links = [
        f'<ellipse transform="translate({x:.1f} {y:.1f})rotate({turn + 32:.0f})" rx="5.1"'
        ' ry="3.3"/>'
        for x, y, turn in _along(5.7, HALF, NARROWER)
    ]
    return _loop(paint, links, wide=2.1, edge=0.9) + _clasp(paint, HALF)


def tennis(paint: Paint) -> str:
    """A bracelet of brilliants of one size, each in four claws."""
    half = (70.0, 66.0)
    spots = list(_along(11.2, half, 0.0))
    seats = "".join(
        f'<rect transform="translate({x:.1f} {y:.1f})rotate({turn:.0f})" x="-6" y="-5.3"'
        f' width="12" height="10.6" rx="2.2" fill="{paint.base}" stroke="{paint.edge}"'
        ' stroke-width=".7"/>'
        for x, y, turn in spots
    )
    stones = "".join(set_gem(paint, x, y, 5.6, turn) for x, y, turn in spots)
    return f"<defs>{paint.gradient()}{gem(paint)}</defs>{_shade(half, 0.0, 12)}{seats}{stones}"


def _loop(paint: Paint, links: list[str], *, wide: float, edge: float) -> str:
    drawn = "".join(links)
    return (
        f"<defs>{paint.gradient()}</defs>{_shade(HALF, NARROWER, 3 * wide)}"
        f'<g fill="none" stroke="{paint.edge}" stroke-width="{wide + edge:.2f}">{drawn}</g>'
        f'<g fill="none" stroke="{paint.base}" stroke-width="{wide:.2f}">{drawn}</g>'
        f'<g fill="none" stroke="{paint.shine}" stroke-width="{wide / 3:.2f}">{drawn}</g>'
    )


def _clasp(paint: Paint, half: Point) -> str:
    """A bolt ring, and the tag that the maker's mark is on."""
    x, y = MIDDLE[0], MIDDLE[1] - half[1]
    return (
        f'<g fill="none"><circle cx="{x}" cy="{y:.1f}" r="5.4" stroke="{paint.edge}"'
        f' stroke-width="2.9"/><circle cx="{x}" cy="{y:.1f}" r="5.4" stroke="{paint.fill}"'
        f' stroke-width="1.9"/></g><ellipse cx="{x + 9.4:.1f}" cy="{y + 3.4:.1f}" rx="3.4" ry="2.2"'
        f' fill="{paint.fill}" stroke="{paint.edge}" stroke-width=".6"'
        f' transform="rotate(18 {x + 9.4:.1f} {y + 3.4:.1f})"/>'
    )


def _shade(half: Point, narrower: float, wide: float) -> str:
    """What it casts on the tray."""
    outline = "".join(
        f"{'L' if number else 'M'}{x:.1f} {y + 3:.1f}"
        for number, (x, y) in enumerate(_track(half, narrower)[:: FINE // 60])
    )
    return (
        f'<path d="{outline}Z" fill="none" stroke="#0f1923" stroke-opacity=".06"'
        f' stroke-width="{wide:.1f}" stroke-linejoin="round"/>'
    )


def _track(half: Point, narrower: float) -> list[Point]:
    """Clockwise from the top."""
    spots = []
    for step in range(FINE + 1):
        angle = 2 * pi * step / FINE
        across = half[0] * (1 - narrower * cos(angle)) * sin(angle)
        spots.append((MIDDLE[0] + across, MIDDLE[1] - half[1] * cos(angle)))
    return spots


def _along(step: float, half: Point, narrower: float) -> Iterator[tuple[float, float, float]]:
    """(x, y, degrees that it is turned by) at even steps, about `step` apart; an even number."""
    track = _track(half, narrower)
    runs = [hypot(q[0] - p[0], q[1] - p[1]) for p, q in pairwise(track)]
    number = 2 * round(sum(runs) / step / 2)
    even, left, done = sum(runs) / number, 0.0, 0
    for (p, q), run in zip(pairwise(track), runs, strict=True):
        while left < run and done < number:
            share = left / run
            spot = p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])
            yield (*spot, degrees(atan2(q[1] - p[1], q[0] - p[0])))
            left, done = left + even, done + 1
        left -= run
