"""The rows of an XLSX sheet as texts, as a CSV file would have them."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

from .errors import UnreadableList
from .sheet_guard import MB, Cells, check_workbook
from .text_rows import Row

NO_VALUE = "a formula without a value: open the file in Excel and save it"
UNCALCULATED = "=?"  # what stands for such a cell; no rule takes it
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHILD = Path(__file__).with_name("sheet_child.py")
LARGEST_INDEX = 5 * MB  # of the parts that name the sheets


class Workbook:
    """A checked workbook; `tops` are the first rows of its visible sheets, by their names.

    Another process reads it.
    """

    def __init__(self, path: Path, first: int) -> None:
        empty = check_workbook(path)
        self._path = path
        self._empty = _by_sheet(path, empty) if empty else {}
        told = _told(path, first)
        self.tops = {name: list(self._rows(name, left, told)) for name, (_, left) in told}

    def rows(self, name: str) -> Iterator[Row]:
        """(row of the sheet from 1, its cells); rows without anything are left out."""
        told = _told(self._path, 0, name)
        _, (_, left) = next(told)
        return self._rows(name, left, told)

    def _rows(self, name: str, left: int, told: Iterator[list]) -> Iterator[Row]:
        """What is told until an empty line ends the sheet."""
        holes: Cells = self._empty.get(name, set())
        rows_with_holes = {row for row, _ in holes}
        for line, texts in enumerate(chain.from_iterable(iter(told.__next__, [])), 1):
            marked = _marked(line, texts, left, holes) if line in rows_with_holes else texts
            if any(marked):
                yield line, marked


def is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _told(*arguments: object) -> Iterator[list]:
    """What the reading process says, line by line. It ends with whoever listens."""
    command = [sys.executable, "-I", str(CHILD), *map(str, arguments)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        for line in child.stdout:
            yield json.loads(line)
        if child.wait():
            raise UnreadableList("The workbook is damaged, or spans more than can be read.")
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def _marked(line: int, texts: list[str], left: int, holes: Cells) -> list[str]:
    return [
        UNCALCULATED if (line, n) in holes else text for n, text in enumerate(texts, left)
    ]  # fmt: skip


def _by_sheet(path: Path, empty: dict[str, Cells]) -> dict[str, Cells]:
    """The same by the names of the sheets, which the workbook ties to its parts."""
    try:
        with zipfile.ZipFile(path) as book:
            ties, sheets = (
                ElementTree.fromstring(_index(book, part))
                for part in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml")
            )
    except (KeyError, ElementTree.ParseError) as error:
        raise UnreadableList(f"The workbook is damaged: {error}") from error
    targets = {tie.get("Id"): tie.get("Target", "") for tie in ties.iter(f"{PACKAGE}Relationship")}
    found = {}
    for sheet in sheets.iter(f"{MAIN}sheet"):
        target = targets.get(sheet.get(f"{OFFICE}id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[sheet.get("name")] = empty.get(part.lower(), set())
    return found


def _index(book: zipfile.ZipFile, part: str) -> bytes:
    if book.getinfo(part).file_size > LARGEST_INDEX:
        raise UnreadableList("The workbook names more sheets than anybody has.")
    return book.read(part)
