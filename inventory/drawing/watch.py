"""A dress watch: a round case on a strap, at nine past ten."""

from math import cos, pi, sin

from inventory.drawing.metal import Paint

X, Y, CASE = 100.0, 105.0, 48.0
STRAP, SEAM = "#27313b", "#56646f"
HOUR, MINUTE = 10 + 9 / 60, 9.0


def watch(paint: Paint) -> str:
    return (
        f'<defs>{paint.gradient()}<radialGradient id="dial-{paint.name}" cx=".42" cy=".36" r=".75">'
        '<stop offset="0" stop-color="#fdfefe"/><stop offset="1" stop-color="#dfe7ed"/>'
        f"</radialGradient></defs>{_strap()}{_lugs(paint)}{_case(paint)}{_dial(paint)}"
        f"{_hands(paint)}"
    )


def _strap() -> str:
    """Tapered away from the case, with a seam along each side."""
    above = "M77 64 81 8H119L123 64Z"
    below = "M77 146 82 202H118L123 146Z"
    seams = "M82 60 85.500 8M118 60 114.500 8M82 150 86.500 202M118 150 113.500 202"
    return (
        f'<path d="{above}{below}" fill="{STRAP}"/><path d="{seams}" fill="none" stroke="{SEAM}"'
        ' stroke-width="1" stroke-dasharray="3 2.200"/>'
    )


def _lugs(paint: Paint) -> str:
    lugs = "".join(
        f'<rect x="{x - 4}" y="{y}" width="8" height="22" rx="3.6" fill="{paint.fill}"'
        f' stroke="{paint.edge}" stroke-width=".8"/>'
        for x in (73.0, 127.0)
        for y in (53.0, 135.0)
    )
    crown = (
        f'<rect x="{X + CASE + 1}" y="{Y - 5}" width="6.500" height="10" rx="1.800"'
        f' fill="{paint.fill}" stroke="{paint.edge}" stroke-width=".8"/>'
    )
    ribs = "".join(f"M{X + CASE + 2.5} {Y + dy}h4.500" for dy in (-2.4, 0.0, 2.4))
    return f'{lugs}{crown}<path d="{ribs}" stroke="{paint.edge}" stroke-width=".6"/>'


def _case(paint: Paint) -> str:
    return (
        f'<circle cx="{X}" cy="{Y}" r="{CASE}" fill="{paint.fill}" stroke="{paint.edge}"/>'
        f'<circle cx="{X}" cy="{Y}" r="{CASE - 3.2}" fill="none" stroke="#fff" stroke-opacity=".6"'
        f' stroke-width="1.100"/><circle cx="{X}" cy="{Y}" r="{CASE - 6}"'
        f' fill="url(#dial-{paint.name})" stroke="{paint.edge}" stroke-width=".9"/>'
    )


def _dial(paint: Paint) -> str:
    hours = "".join(
        f"M{_at(hour / 12, 32 if hour % 3 else 29.5)}L{_at(hour / 12, 37.5)}" for hour in range(12)
    )
    minutes = "".join(
        f"M{_at(minute / 60, 38.6)}L{_at(minute / 60, 40)}" for minute in range(60) if minute % 5
    )
    small_x, small_y = X, Y + 17
    return (
        f'<path d="{hours}" stroke="{paint.edge}" stroke-width="2.200"/>'
        f'<path d="{minutes}" stroke="{SEAM}" stroke-width=".5"/>'
        f'<circle cx="{small_x}" cy="{small_y}" r="8.600" fill="none" stroke="#c3ced7"'
        f' stroke-width=".7"/><path d="M{small_x} {small_y + 2}L{small_x - 3.4:.1f}'
        f' {small_y - 5.6:.1f}" stroke="{paint.edge}" stroke-width=".7"/>'
    )


def _hands(paint: Paint) -> str:
    """Leaves that narrow towards both ends."""
    return (
        _hand(HOUR / 12, 22, 2.5)
        + _hand(MINUTE / 60, 34, 1.9)
        + f'<circle cx="{X}" cy="{Y}" r="2.600" fill="{paint.fill}" stroke="{STRAP}"'
        ' stroke-width=".6"/>'
    )


def _hand(turn: float, long: float, half: float) -> str:
    angle = 2 * pi * turn
    dx, dy = half * cos(angle), half * sin(angle)
    wide = X + 0.45 * long * sin(angle), Y - 0.45 * long * cos(angle)
    return (
        f'<path d="M{_at(turn + 0.5, 5)}L{wide[0] - dx:.1f} {wide[1] - dy:.1f} {_at(turn, long)}'
        f' {wide[0] + dx:.1f} {wide[1] + dy:.1f}Z" fill="{STRAP}"/>'
    )


def _at(turn: float, away: float) -> str:
    """A spot on the dial: `turn` of the way round from the top."""
    return f"{X + away * sin(2 * pi * turn):.1f} {Y - away * cos(2 * pi * turn):.1f}"
