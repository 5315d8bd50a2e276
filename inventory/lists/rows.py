"""What a list says once it is understood: stones, and problems by line, column and value."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row was refused. `value` is the cell as it stood."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class StoneRow:
    """One stone of a list; grades are the codes of `inventory.models.stone`, None where unsaid.

    `carat` in ct, `price` with tax inside, `length`, `width`, `depth` in mm, angles in degrees.
    `lab` and `number` are empty for a stone without a report. `typical` names the fields that hold
    a usual value because the source has none.
    """

    line: int
    sku: str
    shape: int
    carat: Decimal
    colour: int
    clarity: int
    price: Decimal
    length: Decimal
    width: Decimal
    depth: Decimal
    cut: int | None = None
    source_cut: str = ""
    polish: int | None = None
    symmetry: int | None = None
    fluorescence: int | None = None
    is_lab_grown: bool | None = None
    table_pct: Decimal | None = None
    depth_pct: Decimal | None = None
    crown_angle: Decimal | None = None
    pavilion_angle: Decimal | None = None
    girdle_pct: Decimal | None = None
    star_pct: Decimal | None = None
    lower_half_pct: Decimal | None = None
    typical: tuple[str, ...] = ()
    lab: str = ""
    number: str = ""
    is_demo: bool = False


Entry = StoneRow | list[Problem]
"""What one row became: a stone, or everything that is wrong with it."""
