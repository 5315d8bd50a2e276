"""A CSV file, gzipped or not, as rows of cells with their lines, one row in memory at a time."""

import csv
import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from .errors import UnreadableList
from .rows import Problem

LONGEST_LINE = 10_000


def read_table(
    path: Path, columns: Iterable[str]
) -> Iterator[tuple[int, dict[str, str]] | list[Problem]]:
    """Each row as (line, {column: cell}), or what is wrong with its form.

    Cells are stripped; bytes that aren't UTF-8 become replacement characters, which no rule takes.
    Raises `UnreadableList` when the file or one of the `columns` isn't there.
    """
    try:
        with _opened(path) as file:
            yield from _rows(file, set(columns))
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableList(f"{path.name} could not be read: {error}") from error


def count_lines(path: Path) -> int:
    """How many lines follow the header: the total that a progress bar needs."""
    with _opened(path) as file:
        return max(sum(1 for _ in file) - 1, 0)


def _opened(path: Path) -> IO[str]:
    opening = gzip.open if path.suffix == ".gz" else open
    return opening(path, "rt", encoding="utf-8-sig", errors="replace", newline="")


def _rows(file: IO[str], wanted: set[str]) -> Iterator[tuple[int, dict[str, str]] | list[Problem]]:
    reader = csv.reader(_short_lines(file))
    header = [name.strip().lower() for name in next(reader, [])]
    if missing := sorted(wanted - set(header)):
        raise UnreadableList(f"The list has no column {', '.join(missing)}.", missing=missing)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield [Problem(reader.line_num, "", "", f"not a row of a table: {error}")]
            continue
        line = reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            reason = f"{len(cells)} cells, and the list has {len(header)} columns"
            yield [Problem(line, "", ",".join(cells)[:200], reason)]
            continue
        yield line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}


def _short_lines(file: IO[str]) -> Iterator[str]:
    """The lines, cut where they are absurdly long, so that one line can't fill the memory."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            while rest := file.readline(LONGEST_LINE):
                if rest.endswith("\n"):
                    break
            line += "\n"
        yield line
