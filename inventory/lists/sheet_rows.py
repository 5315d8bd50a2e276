"""The rows of an XLSX sheet as texts, as a CSV file would have them."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum, load_workbook

from .errors import UnreadableList
from .sheet_guard import Cells, check_workbook
from .text_rows import Row

NO_VALUE = "a formula without a value: open the file in Excel and save it"
UNCALCULATED = "=?"  # what stands for such a cell; no rule takes it
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Workbook:
    """A checked workbook; `names` are its visible sheets."""

    def __init__(self, path: Path) -> None:
        empty = check_workbook(path)
        try:
            self._book: CalamineWorkbook = load_workbook(path)
        except (CalamineError, OSError) as error:
            raise UnreadableList(f"The workbook could not be read: {error}") from error
        shown = SheetVisibleEnum.Visible
        self.names = [one.name for one in self._book.sheets_metadata if one.visible == shown]
        self._empty = _by_sheet(path, empty) if empty else {}

    def rows(self, name: str) -> Iterator[Row]:
        """(row of the sheet from 1, its cells); rows without anything are left out."""
        try:
            sheet = self._book.get_sheet_by_name(name)
            top, left = sheet.start or (0, 0)
            values = sheet.iter_rows()
        except CalamineError as error:
            raise UnreadableList(f"The sheet could not be read: {error}") from error
        holes: Cells = self._empty.get(name, set())
        rows_with_holes = {row for row, _ in holes}
        for line, cells in enumerate(values, 1):
            if line <= top:
                continue
            texts = [_text(cell) for cell in cells]
            if line in rows_with_holes:
                texts = [
                    UNCALCULATED if (line, n) in holes else text
                    for n, text in enumerate(texts, left)
                ]
            if any(texts):
                yield line, texts


def is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _text(value: object) -> str:
    """A number as it is read, without the noise of its binary form."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.12g}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _by_sheet(path: Path, empty: dict[str, Cells]) -> dict[str, Cells]:
    """The same by the names of the sheets, which the workbook ties to its parts."""
    try:
        with zipfile.ZipFile(path) as book:
            ties = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
            sheets = ElementTree.fromstring(book.read("xl/workbook.xml"))
    except (KeyError, ElementTree.ParseError) as error:
        raise UnreadableList(f"The workbook is damaged: {error}") from error
    targets = {tie.get("Id"): tie.get("Target", "") for tie in ties.iter(f"{PACKAGE}Relationship")}
    found = {}
    for sheet in sheets.iter(f"{MAIN}sheet"):
        target = targets.get(sheet.get(f"{OFFICE}id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[sheet.get("name")] = empty.get(part.lower(), set())
    return found
