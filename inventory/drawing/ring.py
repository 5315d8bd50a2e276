"""Ring settings, drawn simply, with the chosen stone set in them."""

from xml.sax.saxutils import quoteattr

from inventory.drawing.cut import SHAPES
from inventory.drawing.errors import BadCode, UnknownShape
from inventory.drawing.halo import around
from inventory.drawing.ink import REACH, Page, path, svg
from inventory.drawing.metal import METALS, Paint
from inventory.drawing.proportions import TYPICAL, Proportions
from inventory.drawing.solid import solid
from inventory.drawing.svg import face_up_body

STYLES = ("four-claw", "halo", "trilogy", "knife-edge")
BOX = "14 8 172 194"
SIZE = {"four-claw": 34.0, "halo": 27.0, "trilogy": 30.0, "knife-edge": 33.0}
STONE_Y = 54.0


def ring(
    style: str,
    metal: str,
    shape: str = "round",
    *,
    stone_href: str | None = None,
    label: str | None = None,
) -> str:
    """A ring seen from the front. `stone_href` sets a stone by its address, else a typical one."""
    if style not in STYLES or metal not in METALS:
        raise BadCode(f"We draw {', '.join(STYLES)} in {', '.join(METALS)}.")
    if shape not in SHAPES:
        raise UnknownShape(f"We have no drawing for {shape!r}.")
    setting = _Setting(style, metal, shape, stone_href)
    return svg(setting.drawn(), label=label, box=BOX)


def from_code(code: str) -> str:
    """`<style>-<metal>-<shape>`, as in `halo-yellow-gold-oval`."""
    for style in STYLES:
        for metal in METALS:
            for shape in SHAPES:
                if code == f"{style}-{metal}-{shape}":
                    return ring(style, metal, shape)
    raise BadCode("That isn't the address of a drawing.")


class _Setting:
    def __init__(self, style: str, metal: str, shape: str, stone_href: str | None):
        self.style, self.metal, self.shape, self.href = style, metal, shape, stone_href
        self.base, self.shine, self.edge = METALS[metal]
        self.paint = f"metal-{style}-{metal}-{shape}"
        self.half = SIZE[style]

    def drawn(self) -> str:
        head = {"halo": self._halo, "trilogy": self._trilogy}.get(self.style, self._solitaire)
        return self._defs() + self._band() + head()

    def _defs(self) -> str:
        return f"<defs>{Paint(self.metal, self.paint).gradient()}{self._gem()}</defs>"

    def _gem(self) -> str:
        """The stone, once, however many times it is set."""
        if self.href:
            return ""
        body = face_up_body(Proportions(self.shape).quantised())
        return f'<symbol id="gem-{self.paint}" viewBox="-50 -50 100 100">{body}</symbol>'

    def _band(self) -> str:
        shadow = '<ellipse cx="100" cy="197.500" rx="48" ry="2.800" fill="#0f1923" opacity=".07"/>'
        wide = 7.4 if self.style == "knife-edge" else 9.2
        ridge = (
            f'<circle cx="100" cy="128" r="64" stroke="{self.edge}" stroke-opacity=".55" '
            'stroke-width=".8"/>'
            if self.style == "knife-edge"
            else '<circle cx="100" cy="128" r="66.2" stroke="#fff" stroke-opacity=".55" '
            'stroke-width="1.3"/>'
        )
        return (
            f'{shadow}<g fill="none"><circle cx="100" cy="128" r="64" stroke="{self.edge}" '
            f'stroke-width="{wide + 1.5:.1f}"/><circle cx="100" cy="128" r="64" '
            f'stroke="url(#{self.paint})" stroke-width="{wide}"/>{ridge}</g>'
        )

    def _solitaire(self) -> str:
        return self._basket(100, STONE_Y, self.half) + self._stone(100, STONE_Y, self.half, True)

    def _trilogy(self) -> str:
        sides = "".join(
            self._basket(x, STONE_Y + 11, 20) + self._stone(x, STONE_Y + 11, 20, True)
            for x in (54.0, 146.0)
        )
        return sides + self._solitaire()

    def _halo(self) -> str:
        outline = solid(Proportions(self.shape).quantised()).outline
        page = Page(outline)
        rim = [(x * self.half / REACH, y * self.half / REACH) for x, y in map(page.at, outline)]
        line = path([(100 + x, STONE_Y + y) for x, y in rim])
        plate = "".join(
            f'<path d="{line}" fill="{ink}" stroke="{ink}" stroke-width="{wide}" '
            'stroke-linejoin="round"/>'
            for ink, wide in ((self.edge, 23), (self.base, 21.4))
        )
        small = "".join(
            f'<g transform="translate({100 + x:.1f} {STONE_Y + y:.1f})"><circle r="3.6" '
            f'fill="#eef5fa" stroke="{self.edge}" stroke-width=".6"/>'
            f'<path d="M0-2.2 1.9 0 0 2.2-1.9 0Z" fill="#a9c1d6"/></g>'
            for x, y in around(rim, 6)
        )
        return plate + small + self._stone(100, STONE_Y, self.half, False)

    def _reach(self) -> tuple[float, float]:
        ratio = TYPICAL[self.shape].ratio
        return (1 / ratio, 1.0) if ratio > 1 else (1.0, 1.0)

    def _basket(self, x: float, y: float, half: float) -> str:
        """The seat that shows between stone and band."""
        rx = self._reach()[0] * half
        return (
            f'<path d="M{x - rx * 0.72:.1f} {y + half * 0.5:.1f}L{x - 7:.1f} {y + half + 9:.1f}'
            f'H{x + 7:.1f}L{x + rx * 0.72:.1f} {y + half * 0.5:.1f}Z" fill="url(#{self.paint})" '
            f'stroke="{self.edge}" stroke-width=".9" stroke-linejoin="round"/>'
        )

    def _stone(self, x: float, y: float, half: float, claws: bool) -> str:
        size = half * 50 / REACH
        place = f'x="{x - size:.2f}" y="{y - size:.2f}" width="{2 * size:.2f}"'
        tag = f"image {place}" if self.href else f"use {place}"
        href = quoteattr(self.href or f"#gem-{self.paint}")
        stone = f'<{tag} height="{2 * size:.2f}" href={href}/>'
        return stone + (self._claws(x, y, half) if claws else "")

    def _claws(self, x: float, y: float, half: float) -> str:
        rx, ry = (value * half for value in self._reach())
        spots = CLAWS.get(self.shape, CLAWS["round"])
        return "".join(
            f'<circle cx="{x + rx * cx:.1f}" cy="{y + ry * cy:.1f}" r="{half * 0.085:.1f}" '
            f'fill="{self.shine}" stroke="{self.edge}" stroke-width=".8"/>'
            for cx, cy in spots
        )


def _four(x: float, y: float) -> list[tuple[float, float]]:
    return [(x, y), (x, -y), (-x, y), (-x, -y)]


CLAWS = {
    "round": _four(0.72, 0.72),
    "oval": _four(0.7, 0.74),
    "cushion": _four(0.83, 0.83),
    "princess": _four(0.98, 0.98),
    "emerald": _four(0.87, 0.9),
    "radiant": _four(0.84, 0.87),
    "asscher": _four(0.76, 0.76),
    "pear": [(0, -0.98), (0.93, 0.02), (-0.93, 0.02), (0.62, 0.83), (-0.62, 0.83)],
    "heart": [(0, 0.96), (0.96, -0.3), (-0.96, -0.3), (0.46, -0.94), (-0.46, -0.94)],
    "trilliant": [(0, -0.95), (0.96, 0.76), (-0.96, 0.76)],
    "baguette": _four(0.97, 0.98),
    "tapered": [(0.57, -0.98), (-0.57, -0.98), (0.97, 0.98), (-0.97, 0.98)],
    "marquise": [(0, -0.98), (0, 0.98), *_four(0.82, 0.42)],
}
