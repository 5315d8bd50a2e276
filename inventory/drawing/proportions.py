"""A stone's proportions as its certificate gives them, and the typical values for what it omits."""

from dataclasses import dataclass, replace
from math import atan, degrees, radians, tan
from typing import NamedTuple

from inventory.drawing.cut import FINE, SHAPES, Cut, Fineness, ramp_of
from inventory.drawing.errors import BadProportions, UnknownShape


@dataclass(frozen=True)
class Typical:
    """What a well-made stone of a shape has; percentages are of the width, angles in degrees."""

    ratio: float
    table: float
    crown: float
    pavilion: float
    girdle: float = 3.5
    star: float = 52.0
    lower: float = 77.0


TYPICAL = {
    "round": Typical(1.00, 57, 34.5, 40.8),
    "oval": Typical(1.40, 56, 37.0, 42.2, 4.0, 56, 66),
    "cushion": Typical(1.05, 56, 36.4, 39.8, 4.0, 48, 82),
    "princess": Typical(1.00, 70, 32.0, 47.2, 4.0),
    "emerald": Typical(1.40, 62, 32.0, 46.8, 4.0),
    "pear": Typical(1.55, 56, 30.4, 41.2, 4.0, 48, 78),
    "marquise": Typical(1.95, 57, 36.4, 40.2, 4.0, 50, 74),
    "asscher": Typical(1.00, 60, 36.0, 45.5, 4.0),
    "radiant": Typical(1.20, 64, 33.0, 47.6, 4.0),
    "heart": Typical(1.00, 57, 33.0, 41.0, 4.0, 48, 78),
    "trilliant": Typical(1.00, 58, 31.0, 32.5, 4.0, 46, 72),
    "baguette": Typical(1.75, 66, 32.0, 45.0, 4.0),
    "tapered": Typical(1.75, 68, 30.0, 44.0, 4.0),
}

SHARES = {"crown_angle": 0.55, "girdle_pct": 0.2, "pavilion_angle": 0.25}
"""Who makes up for an unusual depth: weight is kept in crown and girdle before the pavilion."""

BOUNDS = {
    "table_pct": (40, 85),
    "crown_angle": (15, 50),
    "pavilion_angle": (30, 60),
    "girdle_pct": (0.5, 12),
    "star_pct": (25, 75),
    "lower_half_pct": (40, 95),
    "length_mm": (0.5, 60),
    "width_mm": (0.5, 60),
    "depth_mm": (0.3, 45),
}


@dataclass(frozen=True)
class Proportions:
    """Shape, millimetres, percentages of the width, degrees; None where unknown.

    `colour` is a letter, or the main colour of a fancy stone: `E`, `yellow`.
    """

    shape: str
    length_mm: float | None = None
    width_mm: float | None = None
    depth_mm: float | None = None
    table_pct: float | None = None
    crown_angle: float | None = None
    pavilion_angle: float | None = None
    girdle_pct: float | None = None
    star_pct: float | None = None
    lower_half_pct: float | None = None
    colour: str | None = None

    def __post_init__(self):
        if self.shape not in SHAPES:
            raise UnknownShape(
                f"We have no drawing for {self.shape!r}; we draw {', '.join(SHAPES)}."
            )
        for name, (low, high) in BOUNDS.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise BadProportions(f"{name} is {value}; a stone has {low} to {high}.")

    @property
    def across(self) -> tuple[float, float] | None:
        """(shorter, longer) side in mm, or None; labs write the two in either order."""
        if self.length_mm is None or self.width_mm is None:
            return None
        length, width = float(self.length_mm), float(self.width_mm)
        return (length, width) if length <= width else (width, length)

    @property
    def depth_pct(self) -> float | None:
        """Of the average diameter for a round, of the width for the others, as labs reckon it."""
        across = self.across
        if across is None or self.depth_mm is None:
            return None
        base = sum(across) / 2 if self.shape == "round" else across[0]
        return 100 * float(self.depth_mm) / base

    @property
    def as_drawn(self) -> "AsDrawn":
        """What is given, and typical values for the rest."""
        return _filled(self)

    def quantised(self, fineness: Fineness = FINE) -> Cut:
        """What is drawn: whole steps, so that stones which look the same share one drawing."""
        full = self.as_drawn
        measured = (
            100.0 if self.shape == "round" else 100 * full.ratio,
            10 * full.table,
            10 * full.crown,
            10 * full.pavilion,
            10 * full.girdle,
            full.star,
            full.lower,
        )
        return Cut.rounded(self.shape, ramp_of(self.colour), measured, fineness)

    def key(self) -> str:
        """Content address of the drawing: 20 hex digits."""
        return self.quantised().key()


class AsDrawn(NamedTuple):
    """Millimetres; longer to shorter; percentages of the width; degrees, within what is drawn."""

    length: float
    width: float
    ratio: float
    table: float
    crown: float
    pavilion: float
    girdle: float
    star: float
    lower: float


def with_typical_values(given: Proportions) -> tuple[Proportions, frozenset[str]]:
    """Fill the gaps, and name the fields that are typical rather than measured.

    Angles that aren't given are fitted to the depth that is: crown, girdle and pavilion share what
    it differs from the usual. Where all are given, the girdle takes up what is left of the depth.
    """
    drawn = given.as_drawn
    full = {
        "crown_angle": drawn.crown, "pavilion_angle": drawn.pavilion, "girdle_pct": drawn.girdle,
    }  # fmt: skip
    if given.across is None:
        full |= {"length_mm": drawn.length, "width_mm": drawn.width}
    others = {
        "table_pct": drawn.table, "star_pct": drawn.star, "lower_half_pct": drawn.lower,
    }  # fmt: skip
    full |= {name: value for name, value in others.items() if getattr(given, name) is None}
    typical = frozenset(name for name in full if getattr(given, name) is None)
    complete = replace(given, **full)
    if complete.depth_mm is None:
        typical |= {"depth_mm"}
        complete = replace(complete, depth_mm=_depth_mm(complete))
    return complete, typical


def _filled(given: Proportions) -> AsDrawn:
    usual = TYPICAL[given.shape]
    length, width = given.length_mm, given.width_mm
    if length is None or width is None:
        width = width or length or 6.5
        length = width * usual.ratio
    table = _or(given.table_pct, usual.table)
    return AsDrawn(
        length,
        width,
        max(length, width) / min(length, width),
        table,
        *_angles(given, usual, table),
        _or(given.star_pct, usual.star),
        _or(given.lower_half_pct, usual.lower),
    )


def _or(measured: float | None, usual: float) -> float:
    return usual if measured is None else measured


def _angles(given: Proportions, usual: Typical, table: float) -> tuple[float, float, float]:
    """Crown angle, pavilion angle and girdle that together make the depth, where they can."""
    reach = (100 - table) / 2
    crown = _or(given.crown_angle, usual.crown)
    pavilion = _or(given.pavilion_angle, usual.pavilion)
    girdle = _or(given.girdle_pct, usual.girdle)
    above, below = reach * tan(radians(crown)), 50 * tan(radians(pavilion))
    depth = given.depth_pct
    spare = 0.0 if depth is None else depth - above - girdle - below
    parts = [name for name in SHARES if getattr(given, name) is None]
    if parts:
        whole = sum([SHARES[name] for name in parts])
        if given.crown_angle is None:
            crown = degrees(atan((above + spare * SHARES["crown_angle"] / whole) / reach))
        if given.pavilion_angle is None:
            pavilion = degrees(atan((below + spare * SHARES["pavilion_angle"] / whole) / 50))
        if given.girdle_pct is None:
            girdle += spare * SHARES["girdle_pct"] / whole
    elif depth is not None:
        girdle += spare
    return (
        _held(crown, "crown_angle"),
        _held(pavilion, "pavilion_angle"),
        min(max(girdle, 1.0), 10.0),
    )


def _held(value: float, name: str) -> float:
    low, high = BOUNDS[name]
    return low if value < low else high if value > high else value


def _depth_mm(p: Proportions) -> float:
    reach = (100 - p.table_pct) / 2
    total = reach * tan(radians(p.crown_angle)) + p.girdle_pct + 50 * tan(radians(p.pavilion_angle))
    base = sum(p.across) / 2 if p.shape == "round" else p.across[0]
    return base * total / 100
