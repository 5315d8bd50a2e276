"""The embedded servers: made, started, stopped, killed and started again."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from omni.lib.embedded.place import NOTE, Place, choose, reachable, readable_copy
from omni.lib.embedded.process import born
from omni.lib.embedded.servers import running

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def var(tmp_path) -> Iterator[Path]:
    """A directory that only its owner can enter, as a home is."""
    directory = tmp_path / "var"
    directory.mkdir(mode=0o700)
    yield directory
    note = directory / NOTE
    if note.exists():
        shutil.rmtree(note.read_text().strip(), ignore_errors=True)


@contextlib.contextmanager
def child(var: Path, kind: str = "fast") -> Iterator[tuple[subprocess.Popen, dict[str, str]]]:
    """A parent process of both servers, and their addresses."""
    command = [sys.executable, "-m", "tests.platform.embedded_child", str(var), kind]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


def query(found: dict[str, str], sql: str) -> list[tuple]:
    with contextlib.closing(psycopg2.connect(found["DATABASE_URL"])) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []


def pids(var: Path) -> dict[str, int]:
    return {file.stem: int(file.read_text().split()[0]) for file in (var / "run").glob("*.pid")}


def gone(numbers: list[int], within: float = 20.0) -> bool:
    deadline = time.monotonic() + within
    while any(born(pid) for pid in numbers):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_both_answer_and_no_process_is_left_after_the_stop(var):
    with running(var, {}) as found:
        lower = query(found, "SELECT lower('ÄÉ'), current_setting('fsync')")
        answered = redis.Redis.from_url(found["REDIS_URL"]).ping()
        noted = (var / "run" / "urls.env").read_text()
        started = pids(var)

    assert lower == [("äé", "on")]
    assert answered
    assert noted == "".join(f"{name}={url}\n" for name, url in found.items())
    assert set(started) == {"postgres", "valkey"}
    assert gone(list(started.values()), within=0)
    assert pids(var) == {}
    assert not (var / "run" / "urls.env").exists()


def test_named_servers_are_used_and_none_is_started(var):
    named = {"DATABASE_URL": "postgres://elsewhere/shop", "REDIS_URL": "redis://elsewhere"}

    with running(var, named) as found:
        assert found == {}
        assert pids(var) == {}


def test_nobody_gets_in_without_the_password(var):
    with running(var, {}, durable=False) as found:
        host = found["DATABASE_URL"].rpartition("host=")[2]
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(host=host, user="omni", dbname="omni", password="guess")
        port = redis.Redis.from_url(found["REDIS_URL"]).connection_pool.connection_kwargs["port"]
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=port, retry=Retry(NoBackoff(), 0)).ping()


def test_what_was_committed_survives_a_kill_of_everything(var):
    with child(var, "durable") as (parent, found):
        query(found, "CREATE TABLE kept (n int)")
        query(found, "INSERT INTO kept VALUES (7)")
        killed = pids(var)
        for pid in (parent.pid, killed["postgres"], killed["valkey"]):
            os.kill(pid, signal.SIGKILL)
        parent.wait()

        with running(var, {}) as again:
            assert query(again, "SELECT n FROM kept") == [(7,)]

    assert gone(list(killed.values()))


def test_the_servers_end_when_their_parent_is_killed(var):
    with child(var) as (parent, _):
        orphans = list(pids(var).values())
        assert len(orphans) == 2
        parent.kill()

        assert gone(orphans)


def test_a_second_parent_on_the_same_directory_is_refused(var):
    with child(var) as (_, found):
        command = [sys.executable, "-m", "tests.platform.embedded_child", str(var), "fast"]
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

        assert second.returncode == 1
        assert second.stderr == f"Omni is already running on {var}. Stop it first.\n"
        assert query(found, "SELECT 1") == [(1,)]


def test_a_lock_file_that_names_a_foreign_process_is_no_obstacle(var):
    with running(var, {}, durable=False):
        data = choose(var).root / "postgres"
    bystander = subprocess.Popen(["sleep", "60"])
    (data / "postmaster.pid").write_text(f"{bystander.pid}\n{data}\n")
    (var / "run" / "web.pid").write_text(f"{bystander.pid}\nanother moment\n15\n")

    with running(var, {}, durable=False) as found:
        assert query(found, "SELECT 1") == [(1,)]

    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_root_keeps_its_data_where_the_servers_user_can_reach_it(var, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    place = choose(var)

    assert place.uid == 65534 or place.uid > 0
    assert var not in place.root.parents
    assert reachable(place.root.parent)
    assert choose(var) == place


def test_programs_are_copied_only_when_their_user_cannot_read_them(tmp_path):
    package, libraries = tmp_path / "tool", tmp_path / "tool.libs"
    (package / "bin").mkdir(parents=True)
    libraries.mkdir()
    (package / "bin" / "serve").write_text("#!/bin/sh\n")
    (package / "bin" / "serve").chmod(0o700)
    other = Place(tmp_path / "place", uid=65534)
    other.root.mkdir()

    copy = readable_copy(package, other, "tool.libs")

    assert copy == readable_copy(package, other, "tool.libs")
    assert (copy / "bin" / "serve").stat().st_mode & 0o777 == 0o755
    assert (copy.parent / "tool.libs").is_dir()
    assert readable_copy(package, Place(other.root, uid=None), "tool.libs") == package
