"""The embedded PostgreSQL: made once, started under a leash, reached by a private socket."""

import contextlib
import os
import secrets
import signal
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2

from omni.lib.embedded import memory
from omni.lib.embedded.cluster import BARE, make_cluster, programs
from omni.lib.embedded.place import Place
from omni.lib.embedded.process import Process, command_line
from omni.lib.embedded.refusal import CannotStart

START_LIMIT = 120.0  # seconds; recovery after a crash may take as long
LONGEST_SOCKET = 107  # bytes, the kernel's limit for the path of a socket
SOCKET = ".s.PGSQL.5432"

# docs/operating.md gives the reasons; a server of your own should be set the same way. Where there
# is more memory, a durable one takes more of it.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "autovacuum_naptime": "15s",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
}
# Only for a cluster of tests, which is thrown away after a crash.
UNSAFE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class Postgres:
    """One cluster in `place`, owned by the role `omni`, with a database of the same name."""

    def __init__(self, *, place: Place, run_dir: Path, log: Path, durable: bool = True) -> None:
        self.place = place
        self.data = place.root / "postgres"
        self.password_file = place.root / "postgres.password"
        self.durable = durable
        self.sockets = self._socket_dir()
        self.programs = programs(place)
        self.process = Process(
            name="postgres",
            command=self._command(),
            run_dir=run_dir,
            log=log,
            cwd=place.root,
            env=BARE,
            uid=place.uid,
            stop_signal=signal.SIGINT,
            patience=60,
        )

    @property
    def url(self) -> str:
        """The address for Django, psycopg2 and psql alike."""
        return f"postgres://omni:{self._password}@/omni?host={quote(str(self.sockets))}"

    def start(self) -> None:
        """Starts it, made first if it doesn't exist; returns when it answers."""
        if not self.data.exists():
            self._make()
        self._clear_the_way()
        self.process.start()
        self._wait()

    def stop(self) -> None:
        self.process.stop()
        if self.sockets.parent != self.place.root:
            with contextlib.suppress(OSError):
                self.sockets.rmdir()

    def _command(self) -> list[str]:
        settings = SETTINGS | {"unix_socket_directories": str(self.sockets)}
        settings |= memory.settings() if self.durable else UNSAFE
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.data), *options]

    def _socket_dir(self) -> Path:
        private = self.place.root / "s"
        if len(os.fsencode(private / SOCKET)) > LONGEST_SOCKET:
            private = Path(tempfile.mkdtemp(prefix="omni-", dir="/tmp"))
        return self.place.own(private)

    def _make(self) -> None:
        self.password_file.write_text(secrets.token_hex(16))
        self.password_file.chmod(0o600)
        make_cluster(
            data=self.data,
            programs=self.programs,
            place=self.place,
            password=self._password,
            durable=self.durable,
        )

    def _clear_the_way(self) -> None:
        """Waits for a predecessor on the same data, and drops the lock files of a dead one.

        They name a PID; after a crash that number may belong to anybody, or to a dead process that
        nobody has buried, and PostgreSQL would refuse to start. They are dropped only if it isn't
        a PostgreSQL on this data. Should a child of the dead one still live, the shared memory,
        which is found by the data's own inode, says so.
        """
        lock = self.data / "postmaster.pid"
        deadline = time.monotonic() + START_LIMIT
        asked = False
        while (pid := _first_number(lock)) and _is_server_of(pid, self.data):
            if time.monotonic() > deadline:
                raise CannotStart(f"Another PostgreSQL (process {pid}) is using {self.data}.")
            if not asked:
                os.kill(pid, signal.SIGINT)
                asked = True
            time.sleep(0.05)
        lock.unlink(missing_ok=True)
        (self.sockets / f"{SOCKET}.lock").unlink(missing_ok=True)

    def _wait(self) -> None:
        deadline = time.monotonic() + START_LIMIT
        while True:
            try:
                return self._ensure_database()
            except psycopg2.OperationalError as error:
                if "authentication failed" in str(error):
                    raise CannotStart(f"{self.password_file} is not this PostgreSQL's.") from error
                if not self.process.alive:
                    self._fail_unless_busy(deadline)
                if time.monotonic() > deadline:
                    self.process.stop()
                    raise CannotStart(
                        f"PostgreSQL did not answer within {START_LIMIT:.0f} s: {error}".strip()
                    ) from error
            time.sleep(0.05)

    def _fail_unless_busy(self, deadline: float) -> None:
        """Tries again while processes of a killed predecessor still hold the shared memory."""
        reason = _last_fatal(self.process.log)
        if "shared memory block" not in reason or time.monotonic() > deadline:
            raise CannotStart(f"PostgreSQL stopped at once: {reason} (see {self.process.log})")
        time.sleep(0.3)
        self.process.start()

    def _ensure_database(self) -> None:
        with contextlib.closing(
            psycopg2.connect(
                host=str(self.sockets), user="postgres", password=self._password, dbname="postgres"
            )
        ) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'omni'")
            if not cursor.fetchone():
                cursor.execute("CREATE ROLE omni LOGIN CREATEDB PASSWORD %s", [self._password])
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'omni'")
            if not cursor.fetchone():
                cursor.execute("CREATE DATABASE omni OWNER omni")

    @property
    def _password(self) -> str:
        return self.password_file.read_text().strip()


def _first_number(file: Path) -> int:
    try:
        return abs(int(file.read_text().split("\n")[0]))
    except (OSError, ValueError):
        return 0


def _is_server_of(pid: int, data: Path) -> bool:
    command = command_line(pid)
    return "postgres" in command and f"-D {data} " in command


def _last_fatal(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()[-20:]
    fatal = [line for line in lines if "FATAL" in line or "PANIC" in line]
    return (fatal or lines or ["no reason given"])[-1].split("  ")[-1]
