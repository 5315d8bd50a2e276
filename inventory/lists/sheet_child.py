"""Reads a workbook in a process of its own, whose memory and time are bounded.

`python sheet_child.py FILE [SHEET]` prints JSON lines: the names of the visible sheets; with a
sheet, (row from 0, column from 0) where its cells begin, and then its rows, some to a line. A
sheet whose cells span more than there is memory for ends this process and no other. It knows
nothing of the rest of the project, so that it starts quickly.
"""

import datetime as dt
import json
import resource
import sys
from itertools import islice

from python_calamine import SheetVisibleEnum, load_workbook

MEMORY = 2 * 1024**3  # bytes of address space
SECONDS = 300  # of processor time
SOME = 500  # rows to a line


def main(file: str, sheet: str | None = None) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    book = load_workbook(file)
    if sheet is None:
        shown = SheetVisibleEnum.Visible
        say([one.name for one in book.sheets_metadata if one.visible == shown])
        return
    found = book.get_sheet_by_name(sheet)
    say(list(found.start or (0, 0)))
    rows = iter(found.iter_rows())
    while some := [[text(cell) for cell in row] for row in islice(rows, SOME)]:
        say(some)


def say(what: list) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=True, separators=(",", ":")) + "\n")


def text(value: object) -> str:
    """A number as it is read, without the noise of its binary form."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.12g}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


if __name__ == "__main__":
    main(*sys.argv[1:])
