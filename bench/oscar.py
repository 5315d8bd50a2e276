"""django-oscar beside Omni: its own environment, its own database on the same server."""

import contextlib
import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from omni.lib import processes
from omni.lib.embedded.ports import free_ports
from omni.lib.embedded.process import Process

from .client import Broken
from .data import ROOT, copied, ensure_database
from .hands import Hand
from .house import listens
from .server import Server

PACKAGES = ("django-oscar[sorl-thumbnail]==4.2.1", "granian", "psycopg2-binary")
TEMPLATE, PRODUCTS = "oscar_50k", 50_000
SHOP = "bench.oscar_shop"


@dataclass
class Oscar:
    """The open shop."""

    server: Server
    environ: dict[str, str]
    python: Path
    port: int
    web: Process

    def versions(self) -> dict[str, str]:
        asked = ("django-oscar", "Django", "granian")
        script = "import sys; from importlib.metadata import version as v; "
        script += "print(*[v(name) for name in sys.argv[1:]])"
        told = run(self.python, self.environ, "-c", script, *asked)
        return dict(zip(asked, told.split(), strict=True))

    def counter(self) -> Hand:
        log = self.server.var / "log" / "oscar-counter.log"
        return Hand(f"{SHOP}.counter", self.environ, log, python=str(self.python))


@contextlib.contextmanager
def oscar(server: Server) -> Iterator[Oscar]:
    """Installed and loaded once; open on two web workers by the same server as ours."""
    home = server.var / "oscar"
    python = installed(home)
    ensure_database(
        server, TEMPLATE, made_of(),
        lambda: run(python, environment(server, TEMPLATE, home), "-m", f"{SHOP}.load"),
    )  # fmt: skip
    with copied(server, TEMPLATE, "run_oscar"):
        (port,) = free_ports(1)
        environ = environment(server, "run_oscar", home)
        command = processes.web(port=port, workers=2)
        command[:2] = [str(python.parent / "granian"), f"{SHOP}.wsgi:application"]
        web = Process(
            "oscar-web", command, run_dir=server.var / "run", cwd=ROOT, env=environ,
            log=server.var / "log" / "oscar-web.log", patience=15,
        )  # fmt: skip
        web.start()
        try:
            while web.alive and not listens(port):
                time.sleep(0.1)
            yield Oscar(server, environ, python, port, web)
        finally:
            web.stop()


def made_of() -> str:
    """What the loaded database depends on: versions, and how it is filled."""
    load = ROOT / "bench" / "oscar_shop" / "load.py"
    return hashlib.sha256(" ".join(PACKAGES).encode() + load.read_bytes()).hexdigest()


def installed(home: Path) -> Path:
    """The environment's own Python; packages come from the package index once."""
    python, note = home / "venv" / "bin" / "python", home / "installed.txt"
    if note.exists() and note.read_text() == " ".join(PACKAGES):
        return python
    home.mkdir(parents=True, exist_ok=True)
    sys.stderr.write(f"Installing {PACKAGES[0]} into {home}.\n")
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(home / "venv")],
        [str(python), "-m", "pip", "install", "--quiet", *PACKAGES],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Broken(done.stderr[-1500:])
    note.write_text(" ".join(PACKAGES))
    return python


def environment(server: Server, database: str, home: Path) -> dict[str, str]:
    return server.environ(database) | {
        "DJANGO_SETTINGS_MODULE": f"{SHOP}.settings",
        "OSCAR_VAR": str(home),
        "OMNI_SECRET_KEY": "only-for-the-bench-" + "k" * 40,
        "PYTHONPATH": str(ROOT),
    }


def run(python: Path, environ: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [str(python), *command], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Broken(f"{' '.join(command)}: {(done.stdout + done.stderr)[-1500:]}")
    return done.stdout
