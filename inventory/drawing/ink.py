"""Numbers and paths written short: an SVG is mostly coordinates."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import quoteattr

from inventory.drawing.planar import Point, Polygon

NIGHT, LIGHT = "night", "light"
THEMES = (LIGHT, NIGHT)
REACH = 46.0
"""The longer half of every drawing, in a view box of -50 to 50."""


class Page:
    """Places a stone's plan on the page: centred, its longer side filling the view box."""

    def __init__(self, outline: Sequence[Point]):
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        self.x, self.y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        self.scale = REACH / max(max(xs) - self.x, max(ys) - self.y)

    def at(self, point: Sequence[float]) -> Point:
        return (point[0] - self.x) * self.scale, (point[1] - self.y) * self.scale

    def path(self, polygon: Iterable[Sequence[float]]) -> str:
        return path([self.at(point) for point in polygon])


def path(polygon: Polygon, closed: bool = True) -> str:
    """A path in tenths, relative after its first corner; '' when it rounds to nothing."""
    tenths = []
    for x, y in polygon:
        spot = (round(x * 10), round(y * 10))
        if not tenths or spot != tenths[-1]:
            tenths.append(spot)
    if closed and len(tenths) > 1 and tenths[0] == tenths[-1]:
        tenths.pop()
    if len(tenths) < (3 if closed else 2):
        return ""
    (x, y), steps = tenths[0], []
    for nx, ny in tenths[1:]:
        steps.append(_short(nx - x) + _joined(ny - y))
        x, y = nx, ny
    first = f"M{_short(tenths[0][0])}{_joined(tenths[0][1])}l{steps[0]}"
    rest = "".join(step if step[0] == "-" else f" {step}" for step in steps[1:])
    return first + rest + ("z" if closed else "")


def _short(tenths: int) -> str:
    whole, part = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    if not part:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{part}"


def _joined(tenths: int) -> str:
    text = _short(tenths)
    return text if text[0] == "-" else f" {text}"


def svg(body: str, *, label: str | None = None, box: str = "-50 -50 100 100") -> str:
    """The root element: an image with a name, or decoration that is passed over."""
    spoken = f'role="img" aria-label={quoteattr(label)}' if label else 'aria-hidden="true"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {spoken}>{body}</svg>'
