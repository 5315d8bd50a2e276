"""What a list says once it is understood: stones, offers, and problems by line, column, value."""

from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Offer:
    """A row as it is understood: `problems` is why it is refused, and then it has no `facts`.

    `facts` are what is kept of the stone, by the names of its columns; a cell that was empty is no
    fact. Of a row that was read the quick way `said` is the same as JSON, and `facts` are empty.
    The identity is there where it could be read, also of a refused row. `links` are by kind:
    image, video, certificate.
    """

    line: int
    stock_number: str = ""
    lab: str = ""
    number: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    said: str = ""


Entry = StoneRow | list[Problem]
"""What one row became: a stone, or everything that is wrong with it."""
