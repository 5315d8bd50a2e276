"""Where figures are kept: results/latest.jsonl, one line each, and results/machine.json."""

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from pathlib import Path

from .figures import Figure

RESULTS = Path(__file__).with_name("results")


class Kept:
    """The lines of latest.jsonl; a whole run begins with none, a part replaces its own."""

    def __init__(self, file: Path, *, whole: bool) -> None:
        self.file = file
        old = file.read_text().splitlines() if file.exists() and not whole else []
        self.lines = {line["name"]: line for line in map(json.loads, old)}

    def add(self, figures: Iterable[Figure]) -> None:
        """Written at once: a run that breaks later keeps what it has."""
        for each in figures:
            self.lines[each.name] = each.line
        self.file.parent.mkdir(exist_ok=True)
        new = self.file.with_suffix(".new")
        new.write_text("".join(f"{json.dumps(line)}\n" for line in self.lines.values()))
        new.replace(self.file)


def table(figures: list[Figure]) -> str:
    """One row a figure, misses marked."""
    rows = [("figure", "value", "baseline", "ratio (spread)", "target", "")]
    for each in figures:
        ratios = each.ratios
        low, high = (min(ratios), max(ratios)) if ratios else each.spread
        shown = f"{each.ratio:.3g}" if ratios else ""
        mark = {True: "pass", False: "MISS", None: ""}[each.is_met]
        rows.append(
            (
                each.name,
                f"{each.value:.4g} {each.unit}",
                "" if each.baseline is None else f"{each.baseline:.4g}",
                f"{shown} ({low:.3g} to {high:.3g})".strip(),
                str(each.target or ""),
                mark,
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def describe_machine(postgres: str, client_us: float, load_before: float) -> dict:
    """What the figures were measured on; `client_us` is what one request costs our own client.

    `load_before` says how busy the machine was with other things.
    """
    cpu = Path("/proc/cpuinfo")
    models = [
        line.partition(":")[2].strip()
        for line in (cpu.read_text().splitlines() if cpu.exists() else [])
        if line.startswith("model name")
    ]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "postgresql": postgres,
        "revision": _revision(),
        "load_before": round(load_before, 1),
        "client_us_per_request": round(client_us, 1),
    }


def _revision() -> str:
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--exclude=*"],
        cwd=RESULTS.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return told.stdout.strip()
