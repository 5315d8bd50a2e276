"""The whole demo shop as `make run` starts it, on ports and a var folder of its own."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from omni.lib.embedded.ports import free_ports

ROOT = Path(__file__).resolve().parents[2]
READY = "Ctrl-C stops everything"


@dataclass(slots=True)
class Shop:
    url: str
    environ: dict[str, str]
    process: subprocess.Popen
    said: list[str]
    codes: list[str] = field(default_factory=list)  # that were read from the telephone

    def manage(self, *command: str) -> subprocess.CompletedProcess:
        """A management command against this shop's own database."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(60)


def open_shop(var: Path) -> Shop:
    """Start it and wait for its banner; the real stones are loaded as for a newcomer."""
    port, _ = free_ports(2)  # the live process takes the neighbour
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    environ = kept | {"OMNI_MODE": "demo", "OMNI_VAR": str(var), "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "omni.lib.supervisor"], cwd=ROOT, env=environ, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if READY in line:
            return Shop(f"http://127.0.0.1:{port}", environ, process, said)
    raise RuntimeError("The shop did not open:\n" + "".join(said))
