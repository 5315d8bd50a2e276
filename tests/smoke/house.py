"""A whole production house without containers: two web, two live, workers, beat, a real proxy."""

import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from omni.lib.embedded.place import NOTE
from omni.lib.embedded.ports import free_ports
from omni.lib.embedded.process import Process, marked
from omni.lib.embedded.servers import addresses, lay_out, servers
from omni.lib.embedded.valkey import Valkey
from omni.lib.healthy import problem
from tests.platform.production import production

ROOT = Path(__file__).resolve().parents[2]
HOST = "shop.localhost"
START_LIMIT = 120.0  # seconds


class Broken(Exception):
    """The house can't be started; its text says why."""


@dataclass
class House:
    """Where everything listens, what it was told, and what runs."""

    var: Path
    ports: dict[str, int]
    environ: dict[str, str] = field(default_factory=dict)
    processes: dict[str, Process] = field(default_factory=dict)
    programs: Path = Path()
    valkey: Valkey | None = None

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.ports['https']}"

    @property
    def trust(self) -> ssl.SSLContext:
        """Nothing but the proxy's own authority."""
        root = self.var / "caddy" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        return ssl.create_default_context(cafile=str(root))

    def is_well(self, web: str) -> bool:
        """Whether nothing ails; it may have been asked a moment before the last process began."""
        url = f"http://127.0.0.1:{self.ports[web]}/health/ready/"
        with urllib.request.urlopen(url, timeout=5) as answer:
            return json.load(answer)["status"] == "ok"

    def run(self, *command: str, **environ: str) -> str:
        """What a Python command of the house prints; raises `Broken` when it fails."""
        return _printed([sys.executable, *command], self.environ | environ)

    def postgres(self, program: str, *arguments: str) -> str:
        """The same of one of PostgreSQL's own programs."""
        return _printed([str(self.programs / program), *arguments], self.environ)

    def left(self) -> list[int]:
        """What still runs of it."""
        return marked(self.var / "run")

    def start(self, name: str, command: list[str], **environ: str) -> None:
        process = Process(
            name, command, run_dir=self.var / "run", log=self.var / "log" / f"{name}.log",
            cwd=ROOT, env=self.environ | environ, patience=15,
        )  # fmt: skip
        self.processes[name] = process
        process.start()


@contextmanager
def house() -> Iterator[House]:
    """Everything started and well; afterwards no process and no file of it is left."""
    with tempfile.TemporaryDirectory(prefix="omni-smoke-") as directory:
        var = Path(directory)
        names = ("http", "https", "web-1", "web-2", "live-1", "live-2")
        made = House(var, dict(zip(names, free_ports(len(names)), strict=True)))
        lay_out(var)
        own = servers(var, {}, durable=False)
        try:
            for server in own:
                server.start()
            made.environ = production(
                **addresses(own),
                OMNI_PUBLIC_URL=made.url, OMNI_VAR=str(var), OMNI_NUM_PROXIES="1",
                OMNI_WEB_WORKERS="1", XDG_DATA_HOME=str(var / "caddy"),
                XDG_CONFIG_HOME=str(var / "caddy"),
            )  # fmt: skip
            made.programs, made.valkey = own[0].programs, own[1]
            _open(made)
            yield made
        finally:
            for process in made.processes.values():
                process.signal()
            for process in made.processes.values():
                process.stop()
            for server in reversed(own):
                server.stop()
            if (note := var / NOTE).exists():
                shutil.rmtree(note.read_text().strip(), ignore_errors=True)


def _open(made: House) -> None:
    """As docs/operating.md says: migrate, collect the static files, start every process."""
    with ThreadPoolExecutor(2) as both:
        for done in [
            both.submit(made.run, "manage.py", task, "--no-input", "--verbosity", "0")
            for task in ("migrate", "collectstatic")
        ]:
            done.result()
    python = [sys.executable, "-m", "omni.lib.processes"]
    for number in ("1", "2"):
        made.start(f"web-{number}", [*python, "web"], PORT=str(made.ports[f"web-{number}"]))
        made.start(f"live-{number}", [*python, "live"], LIVE_PORT=str(made.ports[f"live-{number}"]))
    for name in ("urgent", "worker", "beat"):
        made.start(name, [*python, name])
    made.start(
        "proxy",
        [str(Path(sys.executable).parent / "caddy"), "run", "--config", "deploy/Caddyfile"],
        OMNI_HTTP_PORT=str(made.ports["http"]),
        OMNI_HTTPS_PORT=str(made.ports["https"]),
        OMNI_WEB_AT=_to(made.ports["web-1"], made.ports["web-2"]),
        OMNI_LIVE_AT=_to(made.ports["live-1"], made.ports["live-2"]),
    )
    _await(made)


def _printed(command: list[str], environ: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Broken(f"{' '.join(command)}: {(done.stdout + done.stderr).strip()[-600:]}")
    return done.stdout


def _to(*ports: int) -> str:
    return " ".join(["to", *(f"127.0.0.1:{port}" for port in ports)])


def _await(made: House) -> None:
    os.environ["REDIS_URL"] = made.environ["REDIS_URL"]
    asked = [f"http://127.0.0.1:{made.ports[f'web-{n}']}/health/ready/" for n in (1, 2)]
    asked += [f"http://127.0.0.1:{made.ports[f'live-{n}']}/health/live/" for n in (1, 2)]
    asked += ["urgent", "worker", "beat"]
    deadline = time.monotonic() + START_LIMIT
    while True:
        asked = [each for each in asked if problem(each)]
        dead = [name for name, process in made.processes.items() if not process.alive]
        if not asked and not dead and all(map(made.is_well, ("web-1", "web-2"))):
            return
        if dead or time.monotonic() > deadline:
            logs = [(made.var / "log" / f"{name}.log").read_text()[-600:] for name in dead]
            raise Broken("\n".join([f"Not well: {asked}; dead: {dead}", *logs]))
        time.sleep(0.2)
