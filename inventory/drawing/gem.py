"""A brilliant that jewellery is set with, drawn once and used as often as it is there."""

from inventory.drawing.ink import REACH
from inventory.drawing.metal import Paint
from inventory.drawing.proportions import Proportions
from inventory.drawing.svg import face_up_body


def gem(paint: Paint) -> str:
    """It goes into `<defs>`."""
    body = face_up_body(Proportions("round").quantised())
    return f'<symbol id="gem-{paint.name}" viewBox="-50 -50 100 100">{body}</symbol>'


def set_gem(paint: Paint, x: float, y: float, half: float, turn: float = 45.0) -> str:
    """In four claws; `half` is half its width, `turn` degrees from the upright cross."""
    size = half * 50 / REACH
    claws = "".join(
        f'<circle cx="{cx * half:.1f}" cy="{cy * half:.1f}" r="{max(half * 0.12, 0.9):.1f}"'
        f' fill="{paint.shine}" stroke="{paint.edge}" stroke-width="{min(half * 0.04, 0.8):.2f}"/>'
        for cx, cy in ((0.72, 0.72), (0.72, -0.72), (-0.72, 0.72), (-0.72, -0.72))
    )
    return (
        f'<g transform="translate({x:.1f} {y:.1f})rotate({turn:.0f})">'
        f'<use x="{-size:.2f}" y="{-size:.2f}" width="{2 * size:.2f}" height="{2 * size:.2f}"'
        f' href="#gem-{paint.name}"/>{claws}</g>'
    )
