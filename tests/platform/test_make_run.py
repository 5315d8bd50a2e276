"""`make run`: what it refuses in one sentence, and that it outlives kills and leaves nothing."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from omni.lib.embedded.place import NOTE
from omni.lib.embedded.ports import free_ports
from omni.lib.embedded.process import born
from omni.lib.embedded.servers import lay_out, lock

ROOT = Path(__file__).resolve().parents[2]
SUPERVISOR = [sys.executable, "-m", "omni.lib.supervisor"]
PROCESSES = {"supervisor", "postgres", "valkey", "web", "live", "urgent", "worker", "beat"}


@pytest.fixture
def var(tmp_path) -> Iterator[Path]:
    directory = tmp_path / "var"
    yield directory
    if (note := directory / NOTE).exists():
        shutil.rmtree(note.read_text().strip(), ignore_errors=True)


@pytest.fixture
def port() -> int:
    """A free port whose neighbour is free too."""
    return free_ports(2)[0]


@pytest.fixture
def environ(var, port) -> dict[str, str]:
    """As in a fresh shell: no server named, a database without the demo shop."""
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    return kept | {
        "OMNI_MODE": "demo",
        "OMNI_VAR": str(var),
        "OMNI_LOAD_DEMO": "no",
        "PORT": str(port),
    }


def refusal(environ: dict[str, str]) -> str:
    """What a start says that must fail."""
    done = subprocess.run(
        SUPERVISOR, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    return done.stderr


@contextlib.contextmanager
def supervisor(environ: dict[str, str]) -> Iterator[subprocess.Popen]:
    """Runs it until its banner, in a session of its own; yields it."""
    process = subprocess.Popen(
        SUPERVISOR,
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C stops everything" in line:
                break
        else:
            pytest.fail("".join(said))
        yield process
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()


def pids(var: Path) -> dict[str, int]:
    found = {}
    for file in (var / "run").glob("*.pid"):
        with contextlib.suppress(OSError, IndexError):
            found[file.stem] = int(file.read_text().split()[0])
    return found


def status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/diamonds/")
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def becomes(true, within: float) -> bool:
    deadline = time.monotonic() + within
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize("neighbour", [0, 1])
def test_a_taken_port_is_named(environ, port, neighbour):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port + neighbour))
        other.listen()

        said = refusal(environ)

    assert said.startswith(f"Port {port + neighbour} ")
    assert "is taken by another program." in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("neighbour", [0, 1])
def test_a_port_that_is_taken_while_the_database_is_made_is_named(environ, port, neighbour):
    with (
        subprocess.Popen(
            SUPERVISOR, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, start_new_session=True,
        ) as process,
        socket.socket() as other,
    ):  # fmt: skip
        for line in process.stdout:
            if line.startswith("Bringing the database"):
                other.bind(("127.0.0.1", port + neighbour))
                other.listen()
                break
        *_, said = process.stdout

    assert process.returncode == 1
    assert said.startswith(f"Port {port + neighbour} ")
    assert "is taken by another program." in said


def test_a_port_that_is_no_number_is_refused(environ):
    assert refusal(environ | {"PORT": "web"}).startswith("PORT must be a number")


def test_a_second_start_on_the_same_directory_is_refused(environ, var):
    lay_out(var)
    with lock(var):
        said = refusal(environ)

    assert said == f"Omni is already running on {var}. Stop it first.\n"


def test_a_directory_that_cannot_be_written_is_named(environ, tmp_path):
    file = tmp_path / "file"
    file.write_text("")

    said = refusal(environ | {"OMNI_VAR": str(file / "var")})

    assert str(file) in said
    assert said.count("\n") == 1


def test_an_old_python_is_refused_before_anything_is_installed(tmp_path):
    clone, path = tmp_path / "clone", tmp_path / "path"
    (clone / "bin").mkdir(parents=True)
    path.mkdir()
    shutil.copy(ROOT / "bin" / "venv", clone / "bin" / "venv")
    for tool in ("sh", "dirname"):
        (path / tool).symlink_to(shutil.which(tool))
    old = path / "python3"
    old.write_text('#!/bin/sh\ncase "$2" in *platform*) echo 3.9.2;; *) exit 1;; esac\n')
    old.chmod(0o755)

    done = subprocess.run(
        [str(clone / "bin" / "venv")],
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Omni needs Python 3.11 or newer, and python3 is 3.9.2 here.")
    assert not (clone / ".venv").exists()


@pytest.mark.alone
def test_it_outlives_kills_and_leaves_nothing_behind(environ, var, port):
    with supervisor(environ) as parent:
        first = pids(var)
        assert set(first) == PROCESSES
        assert status(port) == 200

        for name in ("postgres", "valkey", "web", "worker"):
            os.kill(first[name], signal.SIGKILL)
        time.sleep(0.3)

        assert becomes(lambda: status(port) == 200, within=15)
        assert becomes(lambda: set(pids(var)) == PROCESSES, within=60)
        second = pids(var)
        changed = {name for name in PROCESSES if first[name] != second[name]}
        assert changed == {"postgres", "valkey", "web", "worker"}

        parent.kill()
        parent.wait()

    with supervisor(environ) as parent:
        third = pids(var)
        assert status(port) == 200
        everyone = {*second.values(), *third.values()}
        os.killpg(parent.pid, signal.SIGINT)
        parent.wait(60)
        assert parent.returncode == 0

    assert [pid for pid in everyone if born(pid)] == []
    assert pids(var) == {}
