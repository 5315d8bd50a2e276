"""The `diamonds` list (inventory/data/README.md): its columns, words, and what it can't mean."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from inventory.drawing.errors import BadProportions
from inventory.models.stone import Clarity, Colour, Cut, Shape

from .angles import FITTED, typical_angles
from .cells import BadCell, number, word
from .rows import Entry, Problem, StoneRow
from .table import read_table

FILE = Path(__file__).resolve().parent.parent / "data" / "diamonds.csv.gz"
COLUMNS = ("carat", "cut", "color", "clarity", "depth", "table", "price", "x", "y", "z")
# Premium lies between the source's Very Good and Ideal; nothing is graded up.
CUTS = {
    "Ideal": Cut.EXCELLENT,
    "Premium": Cut.VERY_GOOD,
    "Very Good": Cut.VERY_GOOD,
    "Good": Cut.GOOD,
    "Fair": Cut.FAIR,
}
COLOURS = {label: value for value, label in Colour.choices}
CLARITIES = {label: value for value, label in Clarity.choices}
# Column: (our field, digits, places, must it be there).
NUMBERS = {
    "carat": ("carat", 6, 2, True),
    "depth": ("depth_pct", 4, 1, False),
    "table": ("table_pct", 4, 1, False),
    "price": ("price", 14, 2, True),
    "x": ("length", 5, 2, True),
    "y": ("width", 5, 2, True),
    "z": ("depth", 5, 2, True),
}
WORDS = {
    "cut": ("cut", CUTS, False),
    "color": ("colour", COLOURS, True),
    "clarity": ("clarity", CLARITIES, True),
}
TABLE_BOUNDS = (40, 85)
# Measurements are given to 0.01 mm, which is less than half a point on the smallest stone.
DEPTH_TOLERANCE = 2


def read_diamonds(path: Path = FILE) -> Iterator[Entry]:
    """Every row of the file as a stone or as its problems, one at a time."""
    for row in read_table(path, COLUMNS):
        yield row if isinstance(row, list) else stone_of(*row)


def stone_of(line: int, cells: dict[str, str]) -> Entry:
    """A stone, numbered by its row (line 2 is the first), or everything wrong with the row."""
    found, problems = _read_cells(line, cells)
    problems = problems or _contradictions(line, cells, found)
    if problems:
        return problems
    size = (found["length"], found["width"], found["depth"], found["table_pct"])
    try:
        angles = typical_angles(Shape.ROUND, *size)
    except BadProportions as error:
        return [Problem(line, "x", cells["x"], str(error))]
    row = f"{line - 1:06}"
    return StoneRow(
        line=line,
        sku=f"TD-{row}",
        shape=Shape.ROUND,
        source_cut=cells["cut"],
        lab="DEMO",
        number=f"DEMO-{row}",
        is_demo=True,
        typical=FITTED,
        **found,
        **angles,
    )


def _read_cells(line: int, cells: dict[str, str]) -> tuple[dict, list[Problem]]:
    found, problems = {}, []
    for column in COLUMNS:
        cell = cells[column]
        try:
            if column in NUMBERS:
                field, digits, places, needed = NUMBERS[column]
                found[field] = number(cell, digits=digits, places=places)
            else:
                field, known, needed = WORDS[column]
                found[field] = word(cell, known)
            if needed and found[field] is None:
                raise BadCell("is empty")
        except BadCell as error:
            problems.append(Problem(line, column, cell, str(error)))
    return found, problems


def _contradictions(line: int, cells: dict[str, str], found: dict) -> list[Problem]:
    table, depth_pct = found["table_pct"], found["depth_pct"]
    if table is not None and not TABLE_BOUNDS[0] <= table <= TABLE_BOUNDS[1]:
        low, high = TABLE_BOUNDS
        return [Problem(line, "table", cells["table"], f"a cut stone has {low} to {high} %")]
    measured = 200 * found["depth"] / (found["length"] + found["width"])
    if depth_pct is not None and abs(measured - depth_pct) > DEPTH_TOLERANCE:
        shown = measured.quantize(Decimal("0.1"))
        return [Problem(line, "depth", cells["depth"], f"x, y and z make it {shown} %")]
    return []
