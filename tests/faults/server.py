"""Real processes of Omni on the test database: to be shot at, and started again."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from omni.lib import processes
from omni.lib.embedded.ports import free_ports
from omni.lib.embedded.process import Process
from tests.live.server import with_database

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0  # seconds, on a machine with much else to do


def environment(**more: str) -> dict[str, str]:
    """What a process needs to work on the data of this test."""
    database = with_database(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
    return os.environ | {
        "OMNI_MODE": "test",
        "DATABASE_URL": database,
        "OMNI_JOURNALS": str(settings.JOURNAL_DIR),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        **more,
    }


@contextmanager
def a_worker(*more: str, failpoints: str = "", **environ: str) -> Iterator[subprocess.Popen]:
    """One process, no pool: its death is the death of the whole worker.

    It ends with the block, however that ends: it would work on the data of the next test.
    """
    command = ["celery", "-A", "omni.celery", "worker", "--pool", "solo", "-Q", "celery,urgent",
               "--without-gossip", "--without-mingle", "--without-heartbeat", *more]  # fmt: skip
    known = environment(OMNI_FAILPOINTS=failpoints, OMNI_MESSAGE_STUCK_SECONDS="1", **environ)
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT, env=known, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until(so: Callable[[], object], what: str, meanwhile: Callable = lambda: None) -> None:
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end, f"{what} took longer than {PATIENCE:g} s"
        meanwhile()
        time.sleep(0.1)


class WebServer:
    """The web process as `make run` starts it; `arm` tells its failpoints what to do.

    `application` is served instead of Omni.
    """

    def __init__(self, directory: Path, *, application: str = "", **more: str) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        (self.port,), self.journals = free_ports(), directory / "journals"
        self.log, self.plan = directory / "web.log", directory / "plan"
        self._armed = 0
        self._over = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        command = processes.web(port=self.port, workers=2)
        if application:
            command[1] = application
        environ = environment(
            OMNI_FAILPOINTS=f"@{self.plan}", OMNI_JOURNALS=str(self.journals),
            PORT=str(self.port), **more,
        )  # fmt: skip
        self._process = Process(  # on a leash: it ends with the tests, however they end
            name="web", command=command, run_dir=directory, log=self.log, cwd=ROOT, env=environ,
            patience=15,
        )  # fmt: skip

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "WebServer":
        self._process.start()
        self._keeper.start()
        end = time.monotonic() + PATIENCE
        while not self._listens():
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)
        return self

    def __exit__(self, *_) -> None:
        self._over.set()
        self._keeper.join()
        self._process.stop()

    def _keep(self) -> None:
        """Starts it again when it has died, as the supervisor does, but without its pauses.

        Granian itself replaces a dead worker; when one dies twice within seconds, it gives up.
        """
        while not self._over.wait(0.1):
            if not self._process.alive:
                self._process.bury()
                self._process.start()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """kill -9 of the main process; its workers go with it, then it is started again."""
        os.killpg(self._process.popen.pid, signal.SIGKILL)

    def arm(self, plan: str) -> None:
        """From now on this happens at the named places; each arming counts its passes anew."""
        self._armed += 1
        new = self.plan.with_suffix(".new")
        new.write_text(f"{plan},round={self._armed}")
        new.replace(self.plan)

    def disarm(self) -> None:
        self.plan.unlink(missing_ok=True)

    def deaths(self) -> int:
        """How many workers have died unasked so far."""
        return self.log.read_text(errors="replace").count("Unexpected exit from worker")
