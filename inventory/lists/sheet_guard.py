"""A workbook is a zip of XML from a stranger: what it unpacks to is measured before it is read."""

import re
import zipfile
import zlib
from pathlib import Path

from .errors import UnreadableList

MB = 1024 * 1024
MOST_MEMBERS = 2_000
MOST_UNPACKED = 400 * MB
MOST_RATIO = 250  # of one member that is larger than a MB: real sheets shrink 5 to 40 times
MOST_ROWS = 300_100
MOST_COLUMNS = 702  # A to ZZ
CHUNK = 4 * MB
OVERLAP = 8192  # a cell, its formula included, that lies across two chunks
# References of cells or rows that lie far out: three letters, or a row of six figures or more.
# A sheet may be in any part, so all are looked through.
FAR = re.compile(rb"""\sr\s*=\s*["']\s*(?:([A-Z]{3,})|[A-Z]{0,2}(\d{6,}))""", re.IGNORECASE)
CODED = re.compile(rb"""\sr\s*=\s*["'][^"'<>]{0,20}&""")
UNCALCULATED = re.compile(
    rb"""<c\b[^<>]*?\br="([A-Z]{1,3})(\d+)"[^<>]*>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*"""
    rb"""(?:<v\s*/>|<v>\s*</v>)?\s*</c>"""
)


Cells = set[tuple[int, int]]


def check_workbook(path: Path) -> dict[str, Cells]:
    """Cells with a formula and no value, by part, as (row from 1, column from 0).

    Raises `UnreadableList` when it unpacks to too much, lies about its sizes, or is broken.
    """
    empty: dict[str, Cells] = {}
    try:
        with zipfile.ZipFile(path) as book:
            members = book.infolist()
            _check_kind({member.filename.lower() for member in members})
            _check_declared(members)
            left = MOST_UNPACKED
            for member in members:
                size, cells = _unpacked(book, member, left)
                left -= size
                if cells:
                    empty[member.filename.lower()] = cells
    except UnreadableList:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableList(f"The workbook is damaged or locked: {error}") from error
    return empty


def _check_kind(names: set[str]) -> None:
    """Other kinds of workbooks are zips too, and are measured otherwise."""
    if "xl/workbook.xml" not in names or names & {"xl/workbook.bin", "content.xml"}:
        raise UnreadableList("This isn't an XLSX workbook. Please save it as one, or as CSV.")


def _check_declared(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise UnreadableList("The workbook has too many parts.")
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise UnreadableList("The workbook unpacks to far more than a stock list is.")
    for member in members:
        if member.file_size > MB and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            raise UnreadableList("The workbook unpacks to far more than a stock list is.")


def _unpacked(book: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> tuple[int, Cells]:
    """Bytes that it really unpacks to; `zipfile` refuses one that is longer than it says."""
    size, tail, cells = 0, b"", set()
    with book.open(member) as part:
        while chunk := part.read(CHUNK):
            size += len(chunk)
            if size > left:
                raise UnreadableList("The workbook unpacks to far more than a stock list is.")
            xml = tail + chunk
            _check_reach(xml)
            cells |= _uncalculated(xml)
            tail = chunk[-OVERLAP:]
    return size, cells


def _check_reach(xml: bytes) -> None:
    """A cell far out would make every reader allocate the whole rectangle."""
    if CODED.search(xml):
        raise UnreadableList("The workbook hides where its cells are.")
    for found in FAR.finditer(xml):
        if found[1] or int(found[2]) > MOST_ROWS:
            raise UnreadableList("The sheet reaches far beyond what a stock list is.")


def _uncalculated(xml: bytes) -> Cells:
    if b"<f" not in xml:
        return set()
    return {(int(cell[2]), _column(cell[1])) for cell in UNCALCULATED.finditer(xml)}


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
