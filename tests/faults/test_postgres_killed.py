"""kill -9 of PostgreSQL under a load of sales and claims: what was acknowledged stands.

A cluster of its own that syncs to the disk, as the one of `make run`. The shoppers' journal, synced
too, is the witness.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from omni.lib.embedded.place import NOTE, choose
from omni.lib.embedded.postgres import Postgres
from omni.lib.embedded.servers import lay_out
from tests.faults.buyer import Journal
from tests.races import rounds

ROOT = Path(__file__).resolve().parents[2]
BACK_WITHIN = 15.0  # seconds
PATIENCE = 120.0


@pytest.fixture
def postgres(tmp_path) -> Iterator[Postgres]:
    var = tmp_path / "var"
    lay_out(var)
    server = Postgres(place=choose(var), run_dir=var / "run", log=var / "log" / "postgres.log")
    server.start()
    yield server
    server.stop()
    if (var / NOTE).exists():
        shutil.rmtree((var / NOTE).read_text().strip(), ignore_errors=True)


@pytest.mark.timeout(1800)
def test_what_was_acknowledged_stands_when_postgresql_is_killed(postgres, tmp_path):
    journal = Journal(tmp_path / "shoppers.journal")
    manage(postgres, "manage.py", "migrate", "--verbosity", "0")
    manage(postgres, "-m", "tests.faults.shoppers", "stock", str(journal.file))

    with shoppers(postgres, journal):
        for _ in range(rounds()):
            wait_for_news(journal, 20)
            time.sleep(random.random())
            back_after = kill_and_start(postgres, journal)
            assert back_after < BACK_WITHIN
        wait_for_news(journal, 20)

    said = manage(postgres, "manage.py", "check_ledger")
    assert "promises hold, 0 rows" in said
    manage(postgres, "-m", "tests.faults.shoppers", "check", str(journal.file))


def kill_and_start(postgres: Postgres, journal: Journal) -> float:
    """Seconds from the kill to the first acknowledgement after it."""
    postmaster = int((postgres.data / "postmaster.pid").read_text().split()[0])
    started = time.monotonic()
    os.kill(postmaster, signal.SIGKILL)
    postgres.process.popen.wait(PATIENCE)
    heard = len(journal.entries())
    postgres.process.bury()
    postgres.start()
    wait_for_news(journal, 1, since=heard)
    return time.monotonic() - started


def wait_for_news(journal: Journal, how_many: int, since: int | None = None) -> None:
    before = len(journal.entries()) if since is None else since
    end = time.monotonic() + PATIENCE
    while len(journal.entries()) < before + how_many:
        assert time.monotonic() < end, "the shoppers hear nothing"
        time.sleep(0.1)


def environ(postgres: Postgres) -> dict[str, str]:
    return os.environ | {
        "OMNI_MODE": "test", "DATABASE_URL": postgres.url, "DJANGO_SETTINGS_MODULE": "omni.settings"
    }  # fmt: skip


@contextlib.contextmanager
def shoppers(postgres: Postgres, journal: Journal) -> Iterator[None]:
    """They shop until their input ends; an error of theirs is one of this test."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.shoppers", "shop", str(journal.file)],
        cwd=ROOT, env=environ(postgres), stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield
        _, errors = process.communicate("", timeout=PATIENCE)
        assert process.returncode == 0, errors
    finally:
        process.kill()
        process.wait()


def manage(postgres: Postgres, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environ(postgres), capture_output=True,
        text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
