"""Ring sizes in the words of three systems, by what they all measure: the way round inside, in mm.

- EU: the inner circumference itself, in mm (ISO 8653:2016).
- UK, Australia: letters with halves. C is 40 mm, and each letter 1.25 mm more (BS 6820:1987).
- US: the inner diameter is 0.458 inch for size 0, and 0.032 inch more with each size, as American
  gauges are made; quarters are in use.

A size is written in another system as the nearest that a gauge of it has, so two who convert back
and forth may be a quarter of a size apart: whoever buys a ring is measured.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

FIRST_MM, STEP_MM = 37.5, 1.25  # A, and one letter more
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
US_ZERO_MM, US_STEP_MM = 0.458 * 25.4, 0.032 * 25.4  # inner diameter
QUARTERS = {0: "", 1: "¼", 2: "½", 3: "¾"}
FLAGS = re.IGNORECASE | re.ASCII
UK = re.compile(r"(?:UK|AU)?\s*([A-Z])\s*(½|1/2|\.5)?", FLAGS)
US = re.compile(r"US\s*(\d{1,2})(?:\s*(¼|½|¾|1/4|1/2|3/4|\.25|\.5|\.75))?", FLAGS)
EU = re.compile(r"(?:EU|ISO)?\s*(\d{2}(?:\.\d{1,2})?)", FLAGS)
PARTS = {"¼": 0.25, "1/4": 0.25, ".25": 0.25, "½": 0.5, "1/2": 0.5, ".5": 0.5,
         "¾": 0.75, "3/4": 0.75, ".75": 0.75}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RingSize:
    """`uk` is a letter, perhaps with a half; `circumference` and `diameter` inside, in mm."""

    uk: str
    us: str
    eu: str
    circumference: float
    diameter: float

    def __str__(self) -> str:
        return f"{self.uk} · US {self.us} · EU {self.eu}"


@lru_cache(maxsize=100)
def size_of(uk: str) -> RingSize | None:
    """The size of a UK letter such as `J` or `J½`; None for what is none."""
    found = UK.fullmatch(uk.strip())
    if found is None:
        return None
    letter, half = found[1].upper(), bool(found[2])
    around = FIRST_MM + STEP_MM * (LETTERS.index(letter) + half / 2)
    diameter = around / math.pi
    return RingSize(
        f"{letter}½" if half else letter, _us(diameter), _eu(around), around, round(diameter, 2)
    )


@lru_cache(maxsize=1)
def all_sizes() -> tuple[RingSize, ...]:
    """Every letter with its half, the smallest first."""
    names = [letter + half for letter in LETTERS for half in ("", "½")]
    return tuple(size for name in names if (size := size_of(name)))


def read_size(text: str) -> RingSize | None:
    """What somebody calls her size, `J`, `US 5 1/4` or `EU 49`, as the nearest UK size."""
    text = text.strip()
    if found := US.fullmatch(text):
        number = int(found[1]) + PARTS.get(found[2] or "", 0)
        around = (US_ZERO_MM + US_STEP_MM * number) * math.pi
    elif found := EU.fullmatch(text):
        around = float(found[1])
    else:
        return size_of(text)
    sizes = all_sizes()
    if not sizes[0].circumference - 1 <= around <= sizes[-1].circumference + 1:
        return None
    return min(sizes, key=lambda size: abs(size.circumference - around))


def letters_between(uk: str, other: str) -> int | None:
    """How many whole letters apart two sizes are, rounded up; None where one isn't a size."""
    one, two = size_of(uk), size_of(other)
    if one is None or two is None:
        return None
    return math.ceil(abs(one.circumference - two.circumference) / STEP_MM)


def _us(diameter: float) -> str:
    quarters = round((diameter - US_ZERO_MM) / US_STEP_MM * 4)
    whole, part = divmod(max(quarters, 0), 4)
    return f"{whole or ''}{QUARTERS[part]}" or "0"


def _eu(around: float) -> str:
    """To the nearest half, and up from the middle: a ring that is tight isn't worn."""
    halves = math.floor(around * 2 + 0.5)
    return f"{halves / 2:g}"
