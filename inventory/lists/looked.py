"""What a whole list has in its columns: a first look, before anything is understood."""

from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from .headers import DOUBT_OF, FIELD_OF
from .opened import Opened, open_list
from .text_rows import Broken

MOST_VALUES = 400  # distinct ones kept of a column
EXAMPLES = 4
MOST_ALIKE = 6  # columns of one meaning that are compared
MOST_WATCHED = 20
WATCHED = {"shape", "discount", "cut", "depth", "certificate"}


@dataclass(slots=True)
class Looked:
    """`values` are the distinct cells of the columns that may raise a question, by column;
    `examples` the first cells of each column; `twins` pairs of columns that are always equal."""

    opened: Opened
    rows: int = 0
    broken: int = 0
    values: dict[int, set[str]] = field(default_factory=dict)
    examples: list[list[str]] = field(default_factory=list)
    differ: set[tuple[int, int]] = field(default_factory=set)

    @property
    def names(self) -> list[str]:
        return self.opened.names


def look(path: Path, *, sheet: str = "", also: frozenset[str] = frozenset()) -> Looked:
    """Read the whole file once. `also` names columns to be watched besides the usual ones.

    Raises `UnreadableList`.
    """
    opened = open_list(path, sheet=sheet)
    names = opened.names
    watched = [n for n, name in enumerate(names) if name in also or _meaning(name) in WATCHED]
    watched = watched[:MOST_WATCHED]
    pairs = _pairs(names)
    found = Looked(opened, values={n: set() for n in watched}, examples=[[] for _ in names])
    for _, cells in opened.rows():
        found.rows += 1
        if isinstance(cells, Broken):
            found.broken += 1
            continue
        for n in watched:
            if len(found.values[n]) < MOST_VALUES:
                found.values[n].add(cells[n])
        if pairs:
            found.differ.update(pair for pair in pairs if cells[pair[0]] != cells[pair[1]])
        if found.rows <= 50:
            _remember(found.examples, cells)
    return found


def _meaning(name: str) -> str:
    plain = name.partition("#")[0]
    return FIELD_OF.get(plain) or DOUBT_OF.get(plain) or ""


def _pairs(names: list[str]) -> list[tuple[int, int]]:
    """Columns that may be one another's double: of one field, or of one doubt."""
    alike: dict[str, list[int]] = {}
    for n, name in enumerate(names):
        if meaning := _meaning(name):
            alike.setdefault(meaning, []).append(n)
    return [pair for group in alike.values() for pair in combinations(group[:MOST_ALIKE], 2)]


def _remember(examples: list[list[str]], cells: list[str]) -> None:
    for known, cell in zip(examples, cells, strict=True):
        if cell and cell not in known and len(known) < EXAMPLES:
            known.append(cell[:60])
