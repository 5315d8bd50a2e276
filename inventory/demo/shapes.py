"""600 made-up stones in the shapes that the real list lacks, from one seed.

Length to width, table and depth stay within what cutters make of each shape; weight follows from
size. They pass through the same import action as the real list, and are marked as demo.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from inventory.lists.angles import FITTED, depth_of, typical_angles
from inventory.lists.rows import StoneRow
from inventory.models.stone import Clarity, Colour, Cut, Fluorescence, Shape

COUNT = 600
SEED = 600


@dataclass(frozen=True, slots=True)
class Habit:
    """Ranges of one shape: length to width, table and depth in % of the width, and the weight
    factor: ct = length x width x depth in mm x factor. `price` is relative to a round's,
    `size` how wide it is beside the others."""

    ratio: tuple[float, float]
    table: tuple[float, float]
    depth: tuple[float, float]
    factor: float
    price: float
    size: float = 1.0


HABITS = {
    Shape.OVAL: Habit((1.32, 1.50), (54, 62), (58, 64), 0.0062, 0.82),
    Shape.CUSHION: Habit((1.00, 1.20), (57, 66), (61, 69), 0.0073, 0.72),
    Shape.PRINCESS: Habit((1.00, 1.05), (66, 75), (68, 75), 0.0081, 0.70),
    Shape.EMERALD: Habit((1.30, 1.50), (59, 68), (61, 68), 0.0080, 0.76),
    Shape.PEAR: Habit((1.45, 1.70), (54, 62), (58, 65), 0.0060, 0.80),
    Shape.MARQUISE: Habit((1.80, 2.15), (54, 62), (58, 65), 0.0058, 0.78),
    Shape.ASSCHER: Habit((1.00, 1.05), (57, 66), (62, 69), 0.0083, 0.74),
    Shape.RADIANT: Habit((1.00, 1.30), (61, 69), (62, 70), 0.0081, 0.71),
    Shape.HEART: Habit((1.00, 1.05), (54, 62), (57, 63), 0.0059, 0.78),
    Shape.TRILLIANT: Habit((1.00, 1.06), (54, 62), (42, 48), 0.0057, 0.72),
    Shape.BAGUETTE: Habit((1.50, 2.20), (62, 70), (60, 68), 0.0092, 0.55, size=0.65),
    Shape.TAPERED: Habit((1.45, 2.10), (62, 70), (59, 66), 0.0072, 0.52, size=0.62),
}
# By their turn, in turn with the others: each one of so many.
RARER = {
    Shape.RADIANT: (3, 16), Shape.HEART: (11, 16),
    Shape.TRILLIANT: (7, 48), Shape.BAGUETTE: (23, 48), Shape.TAPERED: (39, 48),
}  # fmt: skip
COLOURS = (Colour.D, Colour.E, Colour.F, Colour.G, Colour.H, Colour.I, Colour.J)
CLARITIES = (
    Clarity.IF, Clarity.VVS1, Clarity.VVS2, Clarity.VS1, Clarity.VS2, Clarity.SI1, Clarity.SI2,
)  # fmt: skip
CUTS = (Cut.EXCELLENT, Cut.VERY_GOOD, Cut.GOOD)


def made_up_stones(count: int = COUNT, seed: int = SEED) -> Iterator[StoneRow]:
    """As many stones, shape after shape, each with all grades; angles are left as usual ones."""
    dice = random.Random(seed)
    usual = [shape for shape in HABITS if shape not in RARER]
    for number in range(1, count + 1):
        rare = [shape for shape, (turn, every) in RARER.items() if number % every == turn]
        yield _stone(number, *rare or [usual[number % len(usual)]], dice)


def _stone(number: int, shape: Shape, dice: random.Random) -> StoneRow:
    habit = HABITS[shape]
    width = _cents(dice.triangular(3.9, 8.6, 5.4) * habit.size)
    length = _cents(float(width) * dice.uniform(*habit.ratio))
    depth_pct = _tenths(dice.uniform(*habit.depth))
    depth = _cents(float(width) * float(depth_pct) / 100)
    table = _tenths(dice.uniform(*habit.table))
    carat = _cents(float(length * width * depth) * habit.factor)
    colour, clarity = dice.choice(COLOURS), dice.choice(CLARITIES)
    return StoneRow(
        line=number,
        sku=f"TS-{number:06}",
        shape=shape,
        carat=carat,
        colour=colour,
        clarity=clarity,
        price=_price(carat, colour, clarity, habit.price * dice.uniform(0.94, 1.06)),
        length=length,
        width=width,
        depth=depth,
        cut=dice.choices(CUTS, (5, 3, 1))[0],
        polish=dice.choices(CUTS, (7, 3, 0))[0],
        symmetry=dice.choices(CUTS, (6, 3, 1))[0],
        fluorescence=dice.choices(Fluorescence.values, (12, 4, 2, 1, 0))[0],
        is_lab_grown=False,
        table_pct=table,
        depth_pct=depth_pct,
        typical=FITTED,
        lab="DEMO",
        number=f"DEMO-S{number:05}",
        is_demo=True,
        **typical_angles(shape, depth_of(shape, length, width, depth), table),
    )


def _price(carat: Decimal, colour: int, clarity: int, factor: float) -> Decimal:
    """Rises faster than the weight, falls by a few per cent a grade; in whole tens."""
    steps = 0.93 ** (colour - 1) * 0.93 ** (clarity - 2)
    return Decimal(round(11_500 * float(carat) ** 1.65 * steps * factor, -1)).quantize(
        Decimal("0.01")
    )


def _cents(value: float) -> Decimal:
    return Decimal(str(round(value, 2))).quantize(Decimal("0.01"))


def _tenths(value: float) -> Decimal:
    return Decimal(str(round(value, 1))).quantize(Decimal("0.1"))
