"""The rows of a text file: its encoding, its separator, one row in memory at a time."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import UnreadableList

SEPARATORS = (",", ";", "\t", "|")
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LONGEST_LINE = 20_000  # characters
MOST_LINES_IN_A_ROW = 10
SIGNS_OF_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"Rar!")


@dataclass(frozen=True, slots=True)
class Broken:
    """A row whose form is broken: what it was, and why."""

    text: str
    reason: str


Row = tuple[int, list[str] | Broken]


def encoding_of(path: Path) -> str:
    """By its mark; without one, UTF-16 by its zeros; else `utf-8`, line by line.

    Raises `UnreadableList` for what isn't a text.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(SIGNS_OF_BINARY):
        raise UnreadableList("This is neither a CSV file nor an XLSX workbook.")
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) > len(start) // 4:
        return "utf-16-le" if odd > even else "utf-16-be"
    if even or odd:
        raise UnreadableList("This isn't a text file: it has zero bytes in it.")
    return "utf-8"


def read_text(path: Path, encoding: str, separator: str) -> Iterator[Row]:
    """Every row as (line, cells), or as what is broken; empty rows are left out."""
    reader = csv.reader(_lines(path, encoding), delimiter=separator)
    while True:
        before = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, Broken("", f"not a row of a table: {error}")
            continue
        if reader.line_num - before > MOST_LINES_IN_A_ROW:
            text = separator.join(cells)[:200]
            yield before + 1, Broken(text, "a quotation mark isn't closed")
        elif any(cells := list(map(str.strip, cells))):
            yield before + 1, cells


def _lines(path: Path, encoding: str) -> Iterator[str]:
    try:
        if encoding == "utf-8":
            yield from _mixed_lines(path)
            return
        with path.open("r", encoding=encoding, errors="replace", newline="") as file:
            yield from _short(iter(lambda: file.readline(LONGEST_LINE), ""), "\n")
    except OSError as error:
        raise UnreadableList(f"The file could not be read: {error}") from error


def _mixed_lines(path: Path) -> Iterator[str]:
    """Lines that aren't UTF-8 are Windows-1252: lists are glued together from many."""
    with path.open("rb") as file:
        for line in _short(iter(lambda: file.readline(LONGEST_LINE), b""), b"\n"):
            try:
                yield line.decode()
            except UnicodeDecodeError:
                yield line.decode("cp1252", errors="replace")


def _short(lines: Iterator, end: str | bytes) -> Iterator:
    """The lines, cut where they are absurdly long, so that one line can't fill the memory.

    Old Macs end lines by a lone carriage return, which `csv` would refuse.
    """
    cr, none = ("\r", "") if isinstance(end, str) else (b"\r", b"")
    for line in lines:
        if len(line) < LONGEST_LINE or line.endswith(end):
            if cr in line[:-2]:
                yield from (part + end for part in line.rstrip(cr + end).split(cr) if part != none)
            else:
                yield line
            continue
        for rest in lines:
            if rest.endswith(end) or len(rest) < LONGEST_LINE:
                break
        yield line + end
