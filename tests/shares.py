"""A pytest plugin for a suite in several processes: whose servers this one has, and what was done.

Named on the command line, so that it is imported before settings are. The process that only hands
out tests counts them; so does the only one of a run in one process.
"""

import json
import os
from pathlib import Path

import pytest

WORSE = {"passed": 0, "skipped": 1, "failed": 2}
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER:
    os.environ.update(json.loads(os.environ["OMNI_TEST_SHARES"])[int(WORKER.removeprefix("gw"))])


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Worker(config) if WORKER else Tally())


def tally(whole: int, outcomes: dict[str, str], lost: int) -> dict[str, int]:
    """How many tests there are, how many of them ended how, and how many files weren't read."""
    return {"whole": whole, "lost": lost, **{o: list(outcomes.values()).count(o) for o in WORSE}}


class Worker:
    """Tells the process that hands out tests how many there are, those of other runs included."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.config.workeroutput["whole"] = len(items)


class Tally:
    """A test ended as the worst of its setup, its call and its teardown.

    A file that skips itself as a whole has tests that nobody counts, so it is lost.
    """

    def __init__(self) -> None:
        self.whole = 0
        self.outcomes: dict[str, str] = {}
        self.lost: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.whole = len(items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node) -> None:
        self.whole = max(self.whole, getattr(node, "workeroutput", {}).get("whole", 0))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.outcome != "passed":
            self.lost.add(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        before = self.outcomes.get(report.nodeid, "passed")
        self.outcomes[report.nodeid] = max(before, report.outcome, key=WORSE.get)

    def pytest_sessionfinish(self) -> None:
        file = Path(os.environ["OMNI_TEST_TALLY"])
        file.write_text(json.dumps(tally(self.whole, self.outcomes, len(self.lost))))
