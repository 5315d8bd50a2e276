"""The stone from the side, measured as on a certificate."""

from xml.sax.saxutils import escape

from inventory.drawing.ink import path, svg
from inventory.drawing.planar import Point
from inventory.drawing.proportions import Proportions, with_typical_values
from inventory.drawing.solid import Facet, Solid, solid

WORDS = {
    "table": "Table",
    "girdle": "Girdle",
    "depth": "Depth",
    "typical": "typical",
    "mm": "mm",
    "degrees": "°",
}
LEFT, RIGHT, TOP = 78.0, 378.0, 54.0
SCALE = (RIGHT - LEFT) / 2
CENTRE = (LEFT + RIGHT) / 2


def side(given: Proportions, *, words: dict[str, str] | None = None, label: str | None = None):
    """Profile with table, angles, girdle, depth and millimetres; typical values say so.

    `words` translates the labels (keys of WORDS). What is drawn in the text's own colour may be
    restyled through the classes `profile-body`, `-facets`, `-dim`, `-text` and `-typical`.
    """
    said = WORDS | (words or {})
    full, typical = with_typical_values(given)
    body = solid(full.quantised())
    top, low = body.crown_height, -body.girdle_height - body.pavilion_depth
    belt, under, culet = _y(body, 0), _y(body, -body.girdle_height), _y(body, low)
    table = [x for facet in body.named("table") for x, _, _ in facet.corners]
    left, right = CENTRE + min(table) * SCALE, CENTRE + max(table) * SCALE
    depth = given.depth_pct or 50 * (top - low)
    parts = [
        f'<path class="profile-body" fill="#7fa3c4" fill-opacity=".12" stroke="currentColor" '
        f'stroke-width="1.6" stroke-linejoin="round" d="{path(_silhouette(body))}"/>',
        f'<path class="profile-facets" fill="none" stroke="#6f93b3" stroke-width=".9" '
        f'stroke-linejoin="round" d="{_facets(body)}"/>',
        '<path class="profile-dim" fill="none" stroke="currentColor" stroke-opacity=".6" d="',
        f"M{left:.1f} {TOP - 8}v-12M{right:.1f} {TOP - 8}v-12M{left:.1f} {TOP - 14}H{right:.1f}",
        f"M{RIGHT + 6} {belt:.1f}h18M{RIGHT + 6} {under:.1f}h18",
        f"M440 {TOP}h12M440 {culet:.1f}h12M446 {TOP}V{culet:.1f}",
        f"M{LEFT} {culet + 20:.1f}v12M{RIGHT} {culet + 20:.1f}v12",
        f'M{LEFT} {culet + 26:.1f}H{RIGHT}"/>',
        '<g class="profile-text" fill="currentColor" font-size="14">',
    ]
    table_text = f"{said['table']} {_short(full.table_pct)}%"
    if "table_pct" in typical:
        table_text += f", {said['typical']}"
    parts.append(_text(CENTRE, TOP - 24, table_text, "middle"))
    for name, value, y, note in (
        ("crown_angle", full.crown_angle, belt - 12, -16),
        ("pavilion_angle", full.pavilion_angle, under + 22, 16),
    ):
        text = f"{value:.1f}{said['degrees']}"
        parts.append(_text(RIGHT + 10, y, text))
        if name in typical:
            parts.append(_note(RIGHT + 10, y + note, said["typical"]))
    girdle = given.girdle_pct if given.girdle_pct is not None else full.girdle_pct
    parts += [
        _text(LEFT - 10, belt + 1, said["girdle"], "end"),
        _text(LEFT - 10, belt + 18, f"{_short(girdle)}%", "end"),
        _text(458, (TOP + culet) / 2 - 4, said["depth"]),
        _text(458, (TOP + culet) / 2 + 13, f"{depth:.1f}%"),
    ]
    if "girdle_pct" in typical:
        parts.append(_note(LEFT - 10, belt + 34, said["typical"], "end"))
    if "depth_mm" in typical:
        parts.append(_note(458, (TOP + culet) / 2 + 29, said["typical"]))
    across = _across(given, said)
    if across:
        parts.append(_text(CENTRE, culet + 48, across, "middle"))
    parts.append("</g>")
    height = round(culet + 60)
    return svg("".join(parts), label=label or _sentence(full, depth), box=f"0 0 530 {height}")


def _y(body: Solid, z: float) -> float:
    return TOP + (body.crown_height - z) * SCALE


def _seen(body: Solid, corner) -> Point:
    return CENTRE + corner[0] * SCALE, _y(body, corner[2])


def _silhouette(body: Solid) -> list[Point]:
    """The hull of all corners as seen along the stone's length."""
    spots = sorted({_seen(body, c) for facet in body.facets for c in facet.corners})
    hull: list[Point] = []
    for run in (spots, spots[::-1]):
        side: list[Point] = []
        for spot in run:
            while len(side) > 1 and _turn(side[-2], side[-1], spot) <= 0:
                side.pop()
            side.append(spot)
        hull += side[:-1]
    return hull


def _turn(o: Point, a: Point, b: Point) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def _facets(body: Solid) -> str:
    near = [f for f in body.crown + body.pavilion if _faces_us(f)]
    belt = f"M{LEFT} {_y(body, 0):.1f}H{RIGHT}M{LEFT} {_y(body, -body.girdle_height):.1f}H{RIGHT}"
    return belt + "".join(path([_seen(body, c) for c in facet.corners]) for facet in near)


def _faces_us(facet: Facet) -> bool:
    return facet.normal[1] > 0.02


def _across(given: Proportions, said: dict[str, str]) -> str:
    if given.across is None:
        return ""
    shorter, longer = given.across
    joint = " – " if given.shape == "round" else " × "
    if given.shape == "round" and f"{shorter:.2f}" == f"{longer:.2f}":
        return f"{shorter:.2f} {said['mm']}"
    return f"{shorter:.2f}{joint}{longer:.2f} {said['mm']}"


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _note(x: float, y: float, text: str, anchor: str = "start") -> str:
    return (
        f'<text class="profile-typical" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" '
        f'font-size="12" fill-opacity=".75">{escape(text)}</text>'
    )


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _sentence(full: Proportions, depth: float) -> str:
    return (
        f"Proportions: table {_short(full.table_pct)}%, crown {full.crown_angle:.1f} degrees, "
        f"pavilion {full.pavilion_angle:.1f} degrees, depth {depth:.1f}%"
    )
