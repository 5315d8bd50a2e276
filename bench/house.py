"""A whole shop on production settings on a copy of the data: web, live, workers and beat.

No proxy stands in front: the clients say what a proxy would (`X-Forwarded-Proto`, `-For`), so
that the web process itself is measured.
"""

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from omni.lib import processes
from omni.lib.embedded.ports import free_ports
from omni.lib.embedded.process import Process
from tests.platform.production import production

from .client import Broken
from .data import ROOT, copied
from .hands import Hand
from .server import Server

HOST = "shop.localhost"
START_LIMIT = 90.0  # seconds
BACKGROUND = ("live", "urgent", "worker", "beat")


@dataclass
class House:
    server: Server
    database: str
    environ: dict[str, str]
    ports: dict[str, int]
    processes: dict[str, Process] = field(default_factory=dict)
    opened: ExitStack = field(default_factory=ExitStack)

    @property
    def web(self) -> int:
        return self.ports["web"]

    @property
    def log(self) -> Path:
        return self.server.var / "log"

    def hand(self, module: str, **environ: str) -> Hand:
        """One of our own processes on this shop's data, ended with it."""
        log = self.log / f"{module}.log"
        return self.opened.enter_context(Hand(module, self.environ | environ, log))

    def run(self, *command: str, told: str = "", **environ: str) -> str:
        """What a Python command prints that works on this shop's data and reads what it's told."""
        done = subprocess.run(
            [sys.executable, *command], input=told,
            cwd=ROOT, env=self.environ | environ, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise Broken(f"{' '.join(command)}: {(done.stdout + done.stderr)[-1500:]}")
        return done.stdout

    def rows(self, sql: str, *values: object) -> list[tuple]:
        with self.server.cursor(self.database) as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    def serve(self, name: str, command: list[str], **environ: str) -> None:
        process = Process(
            f"{self.database}-{name}", command, run_dir=self.server.var / "run",
            log=self.log / f"{self.database}-{name}.log", cwd=ROOT, env=self.environ | environ,
            patience=15,
        )  # fmt: skip
        self.processes[name] = process
        process.start()

    def serve_wsgi(self, name: str, application: str, **environ: str) -> int:
        """Another application beside the shop, by the same server and number of workers."""
        self.ports[name] = port = free_ports()[0]
        command = processes.web(port=port, workers=2)
        command[1] = application
        self.serve(name, command, **environ)
        _await(self, lambda: listens(port))
        return port


@contextlib.contextmanager
def house(server: Server, template: str, *, number: int = 0, **changed: str) -> Iterator[House]:
    """Open, and well. `number` tells two houses at once apart; `changed` are settings."""
    name = f"run_{number}"
    with copied(server, template, name):
        ports = dict(zip(("web", "live"), free_ports(2), strict=True))
        environ = production(
            DATABASE_URL=server.url(name), REDIS_URL=server.redis(number),
            OMNI_PUBLIC_URL=f"https://{HOST}", OMNI_VAR=str(server.var), OMNI_NUM_PROXIES="1",
            PORT=str(ports["web"]), LIVE_PORT=str(ports["live"]), **changed,
        )  # fmt: skip
        environ["PATH"] = f"{Path(sys.executable).parent}:{environ['PATH']}"
        made = House(server, name, environ, ports)
        try:
            made.run("-m", "omni.lib.supervisor.prepare", OMNI_LOAD_DEMO="no")
            for each in ("web", *BACKGROUND):
                made.serve(each, [sys.executable, "-m", "omni.lib.processes", each])
            _await(made, lambda: _is_well(made.web))
            yield made
        finally:
            made.opened.close()
            for process in made.processes.values():
                process.signal()
            for process in made.processes.values():
                process.stop()


def _await(made: House, so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_LIMIT
    while not so():
        dead = [name for name, process in made.processes.items() if not process.alive]
        if dead or time.monotonic() > deadline:
            log = made.processes[dead[0] if dead else "web"].log
            raise Broken(f"Not well; dead: {dead}: {log.read_text()[-1500:]}")
        time.sleep(0.2)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _is_well(port: int) -> bool:
    try:
        url = f"http://127.0.0.1:{port}/health/ready/"
        with urllib.request.urlopen(url, timeout=5) as answer:
            return json.load(answer)["status"] == "ok"
    except OSError:
        return False
