"""Earrings: a pair of studs, a pair of hoops."""

from inventory.drawing.gem import gem, set_gem
from inventory.drawing.metal import Paint


def studs(paint: Paint) -> str:
    """Two brilliants; the one on the right lies a little lower, as a pair lies on a tray."""
    drawn = "".join(
        f'<ellipse cx="{x}" cy="{y + 37:.1f}" rx="26" ry="2.6" fill="#0f1923" opacity=".07"/>'
        f'<circle cx="{x}" cy="{y}" r="34" fill="{paint.fill}" stroke="{paint.edge}"'
        f' stroke-width=".8"/>{set_gem(paint, x, y, 33, 0)}'
        for x, y in ((60.0, 98.0), (140.0, 110.0))
    )
    return f"<defs>{paint.gradient()}{gem(paint)}</defs>{drawn}"


def hoops(paint: Paint) -> str:
    drawn = "".join(_hoop(paint, x, y) for x, y in ((60.0, 103.0), (140.0, 111.0)))
    return f"<defs>{paint.gradient()}</defs>{drawn}"


def _hoop(paint: Paint, x: float, y: float) -> str:
    """Turned a little, so that its inside shows; the post goes through the ear above."""
    ring = f'cx="{x}" cy="{y}" rx="31" ry="44"'
    return (
        f'<ellipse cx="{x}" cy="{y + 54:.1f}" rx="25" ry="2.6" fill="#0f1923" opacity=".07"/>'
        f'<g fill="none"><ellipse cx="{x + 5}" cy="{y}" rx="31" ry="44" stroke="{paint.edge}"'
        f' stroke-width="8.2"/><ellipse {ring} stroke="{paint.edge}" stroke-width="9.6"/>'
        f'<ellipse {ring} stroke="{paint.fill}" stroke-width="8.2"/>'
        f'<ellipse cx="{x - 1.6}" cy="{y}" rx="31" ry="44" stroke="#fff" stroke-opacity=".6"'
        ' stroke-width="1.2"/></g>'
        f'<path d="M{x - 9:.1f} {y - 47.5:.1f}Q{x + 2:.1f} {y - 58:.1f} {x + 17:.1f}'
        f' {y - 43:.1f}" fill="none" stroke="{paint.edge}" stroke-width="2.6"'
        ' stroke-linecap="round"/>'
        f'<path d="M{x - 9:.1f} {y - 47.5:.1f}Q{x + 2:.1f} {y - 58:.1f} {x + 17:.1f}'
        f' {y - 43:.1f}" fill="none" stroke="{paint.shine}" stroke-width="1.3"'
        ' stroke-linecap="round"/>'
    )
