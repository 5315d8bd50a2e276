"""The cut that is drawn: whole numbers, spelled out in an address that needs no look-up."""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from inventory.drawing.errors import BadCode

VERSION = 3
"""Raise it when the same proportions draw differently: every address changes with it."""

SHAPES = (
    "round",
    "oval",
    "cushion",
    "princess",
    "emerald",
    "pear",
    "marquise",
    "asscher",
    "radiant",
    "heart",
    "trilliant",
    "baguette",
    "tapered",
)
HUES = (
    "yellow", "pink", "blue", "green", "orange", "brown", "red", "purple", "violet", "gray",
    "black", "white",
)  # fmt: skip
RAMPS = ("d", "g", "j", *HUES)
"""Body colour: D to F, G to I, J to Z, or the main colour of a fancy stone."""


def ramp_of(colour: str | None) -> str:
    if colour in HUES:
        return colour
    letter = (colour or "D").strip().upper()[:1]
    if letter in "GHI" and letter:
        return "g"
    return "j" if "J" <= letter <= "Z" else "d"


class Fineness(NamedTuple):
    """The steps of each number of a cut, in its own unit."""

    ratio: int
    table: int
    crown: int
    pavilion: int
    girdle: int
    star: int
    lower: int


FINE = Fineness(ratio=1, table=5, crown=2, pavilion=2, girdle=5, star=2, lower=2)
CARD = Fineness(ratio=2, table=10, crown=10, pavilion=4, girdle=20, star=10, lower=10)
"""For thumbnails: coarse enough that a page of stones shares a handful of files."""


class Cut(NamedTuple):
    """Ratio in %, table and girdle in ‰ of the width, angles in tenths of a degree, facets in %."""

    shape: str
    ramp: str
    ratio: int
    table: int
    crown: int
    pavilion: int
    girdle: int
    star: int
    lower: int

    @classmethod
    def rounded(cls, shape: str, ramp: str, measured: Sequence[float], fineness: Fineness) -> "Cut":
        """From the seven numbers as they were measured, in a cut's units."""
        each = zip(measured, fineness, LEAST, MOST[shape], strict=True)
        steps = [(step * int(value / step + 0.5), low, high) for value, step, low, high in each]
        return cls(
            shape,
            ramp,
            *[low if at < low else high if at > high else at for at, low, high in steps],
        )

    @property
    def code(self) -> str:
        """The address, safe in a URL and a file name: `3-round-d-100-570-345-408-35-52-78`."""
        parts = (self.ratio, self.table, self.crown, self.pavilion, self.girdle)
        numbers = "-".join(map(str, (*parts, self.star, self.lower)))
        return f"{VERSION}-{self.shape}-{self.ramp}-{numbers}"

    @classmethod
    def from_code(cls, code: str) -> "Cut":
        """Read an address back; BadCode for anything that we would never hand out."""
        match = CODE.fullmatch(code)
        if match is None:
            raise BadCode("That isn't the address of a drawing.")
        version, shape, ramp, *numbers = match[0].split("-")
        if int(version) != VERSION:
            raise BadCode(f"Drawings are at version {VERSION}; this address says {version}.")
        cut = cls(shape, ramp, *map(int, numbers))
        for name, (low, high) in limits(shape).items():
            value = getattr(cut, name)
            if not low <= value <= high:
                raise BadCode(f"{name} is {value}; it must be {low} to {high}.")
            if value % getattr(FINE, name):
                raise BadCode(f"{name} is {value}; it goes in steps of {getattr(FINE, name)}.")
        if cut.shape == "round" and cut.ratio != 100:
            raise BadCode("A round is as long as it is wide.")
        if cut.code != code:
            raise BadCode("Numbers in an address have no leading zeros.")
        return cut

    def key(self) -> str:
        """Content address: 20 hex digits of SHA-256 over the code, the version included."""
        return sha256(self.code.encode()).hexdigest()[:20]


LIMITS = {
    "ratio": (100, 280),
    "table": (400, 850),
    "crown": (150, 500),
    "pavilion": (300, 600),
    "girdle": (5, 120),
    "star": (26, 74),
    "lower": (40, 94),
}
SLENDER = {"baguette": 500, "tapered": 500}
"""How long, in % of its width, a shape may be that is longer than others ever are."""
CODE = re.compile(
    rf"[0-9]{{1,3}}-(?:{'|'.join(SHAPES)})-(?:{'|'.join(RAMPS)})(?:-[0-9]{{1,3}}){{7}}", re.ASCII
)


def limits(shape: str) -> dict[str, tuple[int, int]]:
    """From what to what each number of a cut goes."""
    low, high = LIMITS["ratio"]
    return LIMITS | {"ratio": (low, SLENDER.get(shape, high))}


LEAST = tuple(low for low, _high in LIMITS.values())
MOST = {shape: tuple(high for _low, high in limits(shape).values()) for shape in SHAPES}
