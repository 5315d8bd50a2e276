"""Reads a workbook in a process of its own, whose memory and time are bounded.

`python sheet_child.py FILE ROWS [SHEET]` prints JSON lines: of each visible sheet, or of this one,
its name with (row from 0, column from 0) where its cells begin, and then its rows, some to a line
and so many at most (0: all); an empty line of rows ends a sheet. A sheet whose cells span more than
there is memory for ends this process and no other. It knows nothing of the rest of the project, so
that it starts quickly.
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


def main(file: str, most: str, *chosen: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    book = load_workbook(file)
    seen = (one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible)
    for name in chosen or seen:
        found = book.get_sheet_by_name(name)
        say([name, list(found.start or (0, 0))])
        rows = islice(found.iter_rows(), int(most) or None)
        while some := [[text(cell) for cell in row] for row in islice(rows, SOME)]:
            say(some)
        say([])


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
