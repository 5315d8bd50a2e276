"""The memory of web workers."""

import re
from pathlib import Path

RSS = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)


def megabytes(pid: int) -> float:
    """Resident memory of the workers that this process started, in MB, summed."""
    workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(_kilobytes(int(worker)) for worker in workers) / 1024


def _kilobytes(pid: int) -> int:
    found = RSS.search(Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) if found else 0
