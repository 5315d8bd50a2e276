"""A supplier's file, opened: which table in it is the list, and where its header is."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .errors import UnreadableList
from .headers import column_names, is_known
from .sheet_rows import Workbook, is_workbook
from .text_rows import SEPARATORS, Broken, Row, encoding_of, read_text

MOST_ROWS = 300_000
MOST_BYTES = 120 * 1024 * 1024
MOST_COLUMNS = 200
WITHIN = 40  # rows in which the header is looked for
FEWEST_KNOWN = 4  # columns that make a row a header


@dataclass(frozen=True, slots=True)
class Opened:
    """Where the list is: `encoding` and `separator` of a text, `sheet` of a workbook.

    `line` is the header's, `header` its cells, `sheets` all tables of the file that could be it.
    """

    path: Path
    line: int
    header: tuple[str, ...]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    book: Workbook | None = None

    @property
    def names(self) -> list[str]:
        return column_names(list(self.header))

    def rows(self) -> Iterator[Row]:
        """What lies below the header, as long as the header; a repeated header is left out.

        Raises `UnreadableList` for a list that is too long.
        """
        width, count, header = len(self.header), 0, list(self.header)
        for line, cells in self._all():
            if line <= self.line or cells == header:
                continue
            count += 1
            if count > MOST_ROWS:
                raise UnreadableList(f"The list has more than {MOST_ROWS:,} rows. Please split it.")
            yield line, cells if isinstance(cells, Broken) else _fitted(cells, width)

    def _all(self) -> Iterator[Row]:
        if self.book:
            return self.book.rows(self.sheet)
        return read_text(self.path, self.encoding, self.separator)


def open_list(path: Path, *, sheet: str = "") -> Opened:
    """Find the list in the file. `sheet` chooses where several sheets could be it.

    Raises `UnreadableList` with the reason.
    """
    size = path.stat().st_size
    if size == 0:
        raise UnreadableList("The file is empty.")
    if size > MOST_BYTES:
        raise UnreadableList(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB.")
    return _open_workbook(path, sheet) if is_workbook(path) else _open_text(path)


def _open_workbook(path: Path, chosen: str) -> Opened:
    book = Workbook(path, WITHIN)
    found = {name: best for name, top in book.tops.items() if (best := _header(iter(top)))}
    if not found:
        raise UnreadableList(NO_HEADER)
    name = chosen if chosen in found else max(found, key=lambda one: _known(found[one][1]))
    line, header = found[name]
    return Opened(path, line, header, sheet=name, sheets=tuple(found), book=book)


def _open_text(path: Path) -> Opened:
    encoding = encoding_of(path)
    best = None
    for separator in SEPARATORS:
        found = _header(read_text(path, encoding, separator))
        if found and (best is None or _known(found[1]) > _known(best[2])):
            best = separator, *found
    if best is None:
        raise UnreadableList(NO_HEADER)
    separator, line, header = best
    return Opened(path, line, header, encoding=encoding, separator=separator)


NO_HEADER = (
    "No row of column names was found: we look for at least four such as Shape, Weight, Color,"
    " Clarity or Report # among the first forty rows."
)


def _header(rows: Iterator[Row]) -> tuple[int, tuple[str, ...]] | None:
    """The row with the most names that we know, the first of equals; title rows have none."""
    best = None
    for line, cells in islice(rows, WITHIN):
        if isinstance(cells, Broken):
            continue
        header = tuple(cells)
        while header and not header[-1]:
            header = header[:-1]
        if _known(header) >= FEWEST_KNOWN and (best is None or _known(header) > _known(best[1])):
            best = line, header
    if best and len(best[1]) > MOST_COLUMNS:
        raise UnreadableList(f"The list has more than {MOST_COLUMNS} columns.")
    return best


def _known(header: tuple[str, ...]) -> int:
    return len({name for name in column_names(list(header)) if "#" not in name and is_known(name)})


def _fitted(cells: list[str], width: int) -> list[str] | Broken:
    """Short rows have empty cells at their end; what lies right of the table must be empty."""
    if len(cells) == width:
        return cells
    if len(cells) < width:
        return cells + [""] * (width - len(cells))
    if any(cells[width:]):
        reason = f"{len(cells)} cells, and the list has {width} columns"
        return Broken(",".join(cells)[:200], reason)
    return cells[:width]
