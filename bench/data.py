"""The shops to be measured, built once as template databases and copied for every measure."""

import contextlib
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2

from .client import Broken
from .server import Server

ROOT = Path(__file__).resolve().parents[1]
# What a template is made of: when one of these changes it is built again.
SOURCES = (
    "*/migrations/*.py", "omni/*/migrations/*.py", "*/sql/*.sql", "omni/demo/*.py", "*/demo/*.py",
    "inventory/intake.py", "inventory/listings.py", "inventory/data/*.gz", "bench/million.py",
)  # fmt: skip
STONES, MILLION = "stones_54k", "stones_1m"


def fingerprint() -> str:
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()


@contextlib.contextmanager
def copied(server: Server, template: str, name: str) -> Iterator[str]:
    """A copy of a template under `name`, dropped afterwards."""
    _ensure(server, template)
    _make(server, name, template)
    try:
        yield name
    finally:
        _drop(server, name)


def _ensure(server: Server, template: str) -> None:
    """Built where it is missing or made of something else; others bring their own."""
    if template in BUILDS:
        ensure_database(server, template, fingerprint(), lambda: BUILDS[template](server))


def ensure_database(server: Server, name: str, made_of: str, build: Callable[[], object]) -> None:
    """A database's comment says what it was made of, and is written last."""
    with server.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        )
        if (found := cursor.fetchone()) and found[0] == made_of:
            return
    started = time.monotonic()
    _say(f"Building {name}.")
    _make(server, name)
    build()
    with server.cursor(name) as cursor:
        cursor.execute("VACUUM (FREEZE, ANALYZE)")
    with server.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {name} IS '{made_of}'")
    _say(f"Built {name} in {time.monotonic() - started:.0f} s.")


def _stones(server: Server) -> None:
    """The demo shop by its real import: about 54,500 stones, three stores, their people."""
    for command in (["migrate", "--verbosity", "0"], ["load_demo"]):
        _manage(server, STONES, *command)


def _million(server: Server) -> None:
    _ensure(server, STONES)
    _make(server, MILLION, STONES)
    _run([sys.executable, "-m", "bench.million"], _environ(server, MILLION))
    _manage(server, MILLION, "check_ledger", "--without-workers")


BUILDS: dict[str, Callable[[Server], None]] = {STONES: _stones, MILLION: _million}


def _make(server: Server, name: str, template: str = "template0") -> None:
    _drop(server, name)
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")


def _drop(server: Server, name: str) -> None:
    """Our own connections are ended first; an autovacuum in it is PostgreSQL's to end."""
    with server.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = current_user",
            [name],
        )
        for patience in (1, 2, 4, 0):
            try:
                cursor.execute(f"DROP DATABASE IF EXISTS {name}")
                return
            except psycopg2.errors.ObjectInUse:
                if not patience:
                    raise
                time.sleep(patience)


def _environ(server: Server, name: str) -> dict[str, str]:
    return os.environ | {
        "OMNI_MODE": "demo",
        "DATABASE_URL": server.url(name),
        "REDIS_URL": server.redis_url,
        "OMNI_VAR": str(server.var),
    }


def _manage(server: Server, name: str, *command: str) -> None:
    _run([sys.executable, "manage.py", *command], _environ(server, name))


def _run(command: list[str], environ: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Broken(f"{' '.join(command)}: {(done.stdout + done.stderr)[-1500:]}")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
