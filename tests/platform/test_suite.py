"""`make test` in several processes: servers of their own, no test lost, nothing left behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from omni.lib.embedded import suite
from omni.lib.embedded.place import NOTE
from omni.lib.embedded.process import marked
from omni.lib.embedded.slots import Slot

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import os, pathlib, subprocess, time, pytest

@pytest.mark.parametrize("n", range(8))
def test_where(n):
    names = ("PYTEST_XDIST_WORKER", "OMNI_VAR", "DATABASE_URL", "REDIS_URL")
    note = pathlib.Path(__file__).with_name(f"note-{n}")
    note.write_text("\\n".join(os.environ[name] for name in names))
    time.sleep(0.2)

@pytest.mark.alone
def test_by_itself():
    assert "PYTEST_XDIST_WORKER" not in os.environ
"""
INI = """
[pytest]
markers = alone
addopts = -p xdist.plugin -p pytest_django.plugin
"""
DIES = """
def test_dies():
    subprocess.Popen(["sleep", "600"], start_new_session=True)
    os._exit(1)
"""
WAITS = """
def test_waits():
    subprocess.Popen(["sleep", "600"], start_new_session=True)
    pathlib.Path(__file__).with_name("waiting").touch()
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def var(tmp_path_factory) -> Iterator[Path]:
    """Both slots of these tests; made once."""
    directory = tmp_path_factory.mktemp("var")
    yield directory
    for note in directory.glob(f"*/{NOTE}"):
        shutil.rmtree(note.read_text().strip(), ignore_errors=True)


def started(var: Path, tests: Path, more: str) -> subprocess.Popen:
    """The suite on a small file of tests, in two processes and a session of its own.

    Without Django and most plugins, which these tests don't need.
    """
    (tests / "test_small.py").write_text(TESTS + more)
    (tests / "pytest.ini").write_text(INI)
    kept = {
        name: value for name, value in os.environ.items()
        if not name.endswith("_URL") and not name.startswith(("PYTEST_", "DJANGO_"))
    }  # fmt: skip
    own = {"OMNI_VAR": str(var), "OMNI_TEST_PROCESSES": "2", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    # Deaf to an interrupt, as a shell starts what it runs in the background.
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "omni.lib.embedded.testing", "suite", str(tests)],
            cwd=ROOT, env=kept | own, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    finally:
        signal.signal(signal.SIGINT, heard)


def left(var: Path) -> list:
    """Processes and notes of processes that should have gone."""
    runs = [*var.glob("test-*/run")]
    assert len(runs) == 2
    return [pid for run in runs for pid in marked(run)] + [p for r in runs for p in r.glob("*.pid")]


def test_each_has_servers_of_its_own_and_when_one_dies_the_other_does_the_rest(var, tmp_path):
    run = started(var, tmp_path, DIES)
    said, _ = run.communicate(timeout=200)

    assert run.returncode == 1, said
    assert said.endswith(
        "10 of 10 tests ran, 1 of them by themselves.\n9 passed, 1 failed, 0 skipped\n"
    )
    notes = [file.read_text().split("\n") for file in tmp_path.glob("note-*")]
    assert len(notes) == 8
    assert [len(set(column)) for column in zip(*notes, strict=True)] == [2, 2, 2, 2]
    assert left(var) == []


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_suite_that_is_stopped_says_so_and_leaves_nothing(var, tmp_path, stop):
    run = started(var, tmp_path, WAITS)
    waiting, deadline = tmp_path / "waiting", time.monotonic() + 120
    while not waiting.exists() and time.monotonic() < deadline:
        time.sleep(0.1)

    if stop == signal.SIGINT:  # a terminal sends it to everybody
        os.killpg(run.pid, stop)
    else:
        run.send_signal(stop)
    said, _ = run.communicate(timeout=120)

    assert waiting.exists(), said
    assert run.returncode == 2, said
    assert left(var) == []


def tally(whole: int, passed: int, failed: int = 0, skipped: int = 0, lost=0) -> dict[str, int]:
    counts = {"passed": passed, "failed": failed, "skipped": skipped}
    return {"whole": whole, **counts, "lost": lost}


@pytest.mark.parametrize(
    ("beside", "alone", "status"),
    [
        (tally(9, 8), tally(9, 1), 0),
        (tally(9, 7, skipped=1), tally(9, 1), 0),
        (tally(9, 7, failed=1), tally(9, 1), 1),
        (tally(9, 8), tally(9, 0, failed=1), 1),
        (tally(9, 7), tally(9, 1), 1),
        (tally(9, 8), tally(10, 1), 1),
        (tally(0, 0), tally(0, 0), 1),
        (tally(9, 8, lost=1), tally(9, 1, lost=1), 1),
    ],
)
def test_only_a_whole_suite_without_a_failure_is_good(beside, alone, status, capsys):
    assert suite.close(beside, alone) == status

    ran, failed = 8 + 1, beside["failed"] + alone["failed"]
    if beside["whole"] == 9 and status == 0:
        assert f"{ran} of 9 tests ran" in capsys.readouterr().out
    elif failed:
        assert f"{failed} failed" in capsys.readouterr().out


@pytest.mark.parametrize("status", [0, 1])
def test_pytest_itself_may_say_no_although_every_test_passed(monkeypatch, tmp_path, status):
    answers = iter([(status, tally(9, 8)), (0, tally(9, 1))])

    def run(_command, environ, _cwd):
        status, counted = next(answers)
        Path(environ["OMNI_TEST_TALLY"]).write_text(json.dumps(counted))
        return status

    slot = Slot({"OMNI_VAR": str(tmp_path)}, is_new=False)
    monkeypatch.setattr(suite, "free_slot", lambda: nullcontext(slot))
    monkeypatch.setattr(suite, "run", run)

    assert suite.run_suite([]) == status


@pytest.mark.parametrize(("outcome", "lost"), [("passed", 0), ("skipped", 1), ("failed", 1)])
def test_a_file_that_is_left_out_is_lost_once_whoever_says_so(monkeypatch, tmp_path, outcome, lost):
    from tests.shares import Tally

    monkeypatch.setenv("OMNI_TEST_TALLY", str(tmp_path / "tally.json"))
    seen = Tally()
    for _process in range(2):
        seen.pytest_collectreport(type("R", (), {"nodeid": "a.py", "outcome": outcome}))
    seen.pytest_sessionfinish()

    assert json.loads((tmp_path / "tally.json").read_text())["lost"] == lost


@pytest.mark.parametrize("named", ["DATABASE_URL", "REDIS_URL"])
def test_servers_that_are_named_are_not_shared(monkeypatch, named):
    monkeypatch.setenv("OMNI_TEST_PROCESSES", "3")
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")
    assert suite.processes() == 3

    monkeypatch.setenv(named, "elsewhere")

    assert suite.processes() == 1


def test_an_outcome_is_the_worst_of_its_three():
    from tests.shares import Tally

    seen = Tally()
    for outcome in ("passed", "failed", "passed"):
        seen.pytest_runtest_logreport(type("R", (), {"nodeid": "a", "outcome": outcome}))

    assert json.loads(json.dumps(seen.outcomes)) == {"a": "failed"}
