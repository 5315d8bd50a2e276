"""The `diamonds` list (inventory/data/README.md): its columns, words, and what it can't mean."""

from collections.abc import Iterator
from pathlib import Path

from inventory.drawing.proportions import BOUNDS
from inventory.models.stone import Clarity, Colour, Cut, Shape

from .angles import FITTED, depth_of, typical_angles
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
# What a cut stone can have; our drawings hold to the same.
POSSIBLE = {
    "table": ("table_pct", *BOUNDS["table_pct"], "%"),
    "x": ("length", *BOUNDS["length_mm"], "mm"),
    "y": ("width", *BOUNDS["width_mm"], "mm"),
    "z": ("depth", *BOUNDS["depth_mm"], "mm"),
}
# Measurements are given to 0.01 mm, which is less than half a point on the smallest stone.
DEPTH_TOLERANCE = 2
DEPTHS = (30, 90)


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
    row = f"{line - 1:06}"
    measured = depth_of(Shape.ROUND, found["length"], found["width"], found["depth"])
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
        **typical_angles(Shape.ROUND, measured, found["table_pct"]),
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
    problems = [
        Problem(line, column, cells[column], f"a cut stone has {low} to {high} {unit}")
        for column, (field, low, high, unit) in POSSIBLE.items()
        if found[field] is not None and not low <= found[field] <= high
    ]
    measured = depth_of(Shape.ROUND, found["length"], found["width"], found["depth"])
    said = measured if found["depth_pct"] is None else found["depth_pct"]
    low, high = DEPTHS
    if not problems and not (low <= measured <= high and abs(measured - said) <= DEPTH_TOLERANCE):
        problems = [Problem(line, "depth", cells["depth"], f"x, y and z make it {measured} %")]
    return problems
