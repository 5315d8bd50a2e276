"""Real web processes on a port of their own, as production runs them, and browsers that buy."""

import http.client
import os
import socket
import sys
import time
import urllib.parse
from pathlib import Path

from omni.lib.embedded.process import Process
from omni.lib.processes import web

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "c" * 32  # a CSRF secret; cookie and field must agree


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class WebServer:
    """Two workers with one thread each, unless `application` is another than Omni."""

    def __init__(self, directory: Path, database_url: str, application: str = "") -> None:
        self.port, self.log = free_port(), directory / "web.log"
        command = web(port=self.port, workers=2)
        if application:
            command[1] = application
        environ = os.environ | {
            "DATABASE_URL": database_url,
            "OMNI_MODE": "test",
            "OMNI_JOURNALS": str(directory / "journals"),
            "OMNI_ALLOWED_ORIGINS": f"http://127.0.0.1:{self.port}",
        }
        self._process = Process(  # on a leash: it ends with the tests, however they end
            name="web", command=[sys.executable, "-m", *command], run_dir=directory, log=self.log,
            cwd=ROOT, env=environ, patience=10,
        )  # fmt: skip

    def start(self) -> None:
        self._process.start()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._process.alive:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError(self.log.read_text())

    def stop(self) -> None:
        self._process.stop()


class Buyer:
    """One browser: its own cookies, and one connection that it keeps."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.cookies = {"csrf": TOKEN, **cookies}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def post(self, path: str, fields: dict) -> tuple[int, str]:
        """(status, where to) of one form sent, with our Origin and the CSRF token."""
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": TOKEN}, doseq=True)
        headers = {
            "Origin": self.origin,
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        self.connection.request("POST", path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")
