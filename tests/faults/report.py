"""A pytest plugin: `--faults-report FILE` runs the races, faults and controls, and writes a page.

`pytest -p tests.faults.report --faults-report docs/faults.md`. What a test said is kept beside the
test clusters until `make faults` begins anew, so that one of them may be run again by itself.
"""

import datetime as dt
import hashlib
import json
import os
import platform
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest

from tests import races

PATIENCE = 3600  # seconds; many rounds take longer than a test may
OPENING = """# Faults

What happens when processes are killed, servers go away and many people want one thing at once.
`make faults` ran these tests and wrote this page: every number was measured, none was typed.

| | |
|---|---|
| When | {when} |
| Machine | {cores} cores, {system}, Python {python} |
| Together | {passed} of {total} passed, {minutes:.0f} minutes |

A round is one kill, one race or one outage, judged by the journals of the buyer, the provider and
the handset, which are kept outside our database; after each test every promise of
`manage.py check_ledger` was checked. A control does the same with the lock, the constraint or the
key left out, and passes when the fault shows.
"""


@dataclass
class Row:
    name: str
    file: str
    rounds: int = 1
    seconds: float = 0.0
    outcome: str = "not finished"
    notes: list[str] = field(default_factory=list)
    at: str = ""

    @property
    def is_control(self) -> bool:
        return bool(re.search(r"control|naive|^test_without", self.name))

    @property
    def sentence(self) -> str:
        name, _, case = self.name.partition("[")
        words = name.removeprefix("test_").removeprefix("control_").replace("_", " ")
        told = words[0].upper() + words[1:]
        return f"{told} (`{case[:-1]}`)" if case else told


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--faults-report", metavar="FILE", help="where the page is written")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--faults-report"):
        kept = Path(os.environ.get("OMNI_VAR", "var")).parent / "faults"
        config.pluginmanager.register(Report(Path(config.getoption("--faults-report")), kept))


class Report:
    def __init__(self, file: Path, kept: Path) -> None:
        self.file, self.kept, self.rows = file, kept, {}
        kept.mkdir(parents=True, exist_ok=True)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Of files that also hold plain tests, only the races and controls; each with patience."""
        items[:] = [item for item in items if _is_fault(item)]
        for item in items:
            item.add_marker(pytest.mark.timeout(PATIENCE), append=False)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):
        row = Row(item.name, str(item.path.relative_to(item.config.rootpath)))
        self.rows[item.nodeid] = row
        races.ASKED.clear()
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        row = self.rows[report.nodeid]
        row.seconds += report.duration
        if report.outcome != "passed":
            row.outcome = report.outcome
        if report.when == "call":
            row.rounds = max(races.ASKED, default=1)
            row.outcome = report.outcome
            row.notes += [f"{name}: {value}" for name, value in report.user_properties]

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        row = self.rows[nodeid]
        row.at = dt.datetime.now(dt.UTC).isoformat()
        name = hashlib.sha256(nodeid.encode()).hexdigest()[:16]
        (self.kept / f"{name}.json").write_text(json.dumps(asdict(row)))

    def pytest_sessionfinish(self) -> None:
        rows = [Row(**json.loads(file.read_text())) for file in self.kept.glob("*.json")]
        if rows:
            self.file.write_text(page(sorted(rows, key=lambda row: (row.file, row.name))))


def _is_fault(item: pytest.Item) -> bool:
    names = set(item.function.__code__.co_names)
    return item.nodeid.startswith("tests/faults/") or bool(names & {"race", "rounds"})


def page(rows: list[Row]) -> str:
    """The whole page; it names no path of this machine."""
    opening = OPENING.format(
        when=f"{min(row.at for row in rows):.10} to {max(row.at for row in rows):.10}",
        cores=os.cpu_count(),
        system=platform.system(),
        python=platform.python_version(),
        passed=sum(row.outcome == "passed" for row in rows),
        total=len(rows),
        minutes=sum(row.seconds for row in rows) / 60,
    )
    faults = [row for row in rows if "/faults/" in row.file and not row.is_control]
    controls = [row for row in rows if row.is_control]
    others = [row for row in rows if row not in faults and not row.is_control]
    parts = [("Kills and outages", faults), ("Races", others), ("Controls", controls)]
    return opening + "".join(_table(title, some) for title, some in parts if some)


def _table(title: str, rows: list[Row]) -> str:
    lines = [
        f"\n## {title}\n",
        "| Test | Rounds | Outcome | Seconds |",
        "|---|--:|---|--:|",
        *(
            f"| {row.sentence}<br>`{row.file}` | {row.rounds} |"
            f" {'; '.join([row.outcome, *row.notes])} | {row.seconds:.0f} |"
            for row in rows
        ),
    ]
    return "\n".join(lines) + "\n"
