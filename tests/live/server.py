"""A real live process on a port of its own, with a Valkey of its own that may be stopped."""

import os
import socket
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import redis

from omni.lib.embedded.place import Place
from omni.lib.embedded.ports import free_ports
from omni.lib.embedded.process import Process
from omni.lib.embedded.valkey import Valkey

ORIGINS = ("http://127.0.0.1:8000", "http://localhost:8000")
ROOT = Path(__file__).resolve().parents[2]


class LiveServer:
    def __init__(self, directory: Path, database_url: str) -> None:
        self._directory, self.log = directory, directory / "live.log"
        place = Place(directory, None)
        self.valkey = Valkey(place=place, run_dir=directory, log=directory / "valkey.log")
        self.port, self.web_port = free_ports(2)
        self._database_url = database_url
        self._process: Process | None = None

    def start(self) -> None:
        self.valkey.start()
        self.start_gateway()

    def stop(self) -> None:
        self.stop_gateway()
        self.valkey.stop()

    def start_gateway(self) -> None:
        origins = [f"http://127.0.0.1:{self.web_port}", *ORIGINS]
        environ = os.environ | {
            "DATABASE_URL": self._database_url,
            "REDIS_URL": self.valkey.url,
            "OMNI_MODE": "test",
            "OMNI_ALLOWED_ORIGINS": ",".join(origins),
            "OMNI_LIVE_RECHECK": "6",
        }
        command = [
            *(sys.executable, "-m", "granian", "tests.live.toy_asgi:application"),
            *("--interface", "asginl", "--http", "1", "--host", "127.0.0.1"),
            *("--port", str(self.port), "--workers", "1"),
        ]
        self._process = Process(  # on a leash: it ends with the tests, however they end
            name="live", command=command, run_dir=self._directory, log=self.log, cwd=ROOT,
            env=environ, patience=10,
        )  # fmt: skip
        self._process.start()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self._process.alive:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError(self.log.read_text())

    def stop_gateway(self) -> None:
        if self._process:
            self._process.stop()
            self._process = None

    def redis(self) -> redis.Redis:
        return redis.Redis.from_url(self.valkey.url, socket_timeout=3)


def with_database(url: str, name: str) -> str:
    """The same server's address, with another database."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()
