"""The memory of a process and of all that it started."""

import re
from pathlib import Path

PSS = re.compile(r"^Pss: +(\d+) kB", re.MULTILINE)


def megabytes(pid: int) -> float:
    """Proportional set size: what processes share is counted once in their sum."""
    return sum(_kilobytes(each) for each in family(pid)) / 1024


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in family(int(child)))]


def _kilobytes(pid: int) -> int:
    return int(PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())[1])
