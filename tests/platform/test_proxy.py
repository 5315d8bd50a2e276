"""The proxy stands between slow clients and the web processes, which have one thread each."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from omni.lib.embedded.ports import free_ports

ROOT = Path(__file__).resolve().parents[2]
SLOW = b"POST %s HTTP/1.1\r\nHost: localhost:%d\r\nContent-Length: %d\r\n%s\r\nhalf"
KNOWN = {"Authorization": "known"}
TO_LISTS = ("/api/v1/lists/", "/admin/inventory/import/bring/")


class Answers(BaseHTTPRequestHandler):
    """As a web process does: whole bodies first, one at a time."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def do_GET(self) -> None:
        """It knows whoever says `known`; a stranger may look at all but the lists."""
        is_known = self.headers["Authorization"] == "known"
        self.send_response(200 if is_known or self.path not in TO_LISTS else 401)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_) -> None:
        """Nothing."""


@pytest.fixture
def web() -> Iterator[int]:
    """The port of a web process with one thread."""
    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    threading.Thread(target=server.shutdown, daemon=True).start()


@pytest.fixture
def proxy(web, tmp_path) -> Iterator[int]:
    """The port of the proxy before it, as production has it."""
    port, https = free_ports(2)
    environ = os.environ | {
        "OMNI_PUBLIC_URL": f"http://localhost:{port}", "OMNI_HTTP_PORT": str(port),
        "OMNI_HTTPS_PORT": str(https), "OMNI_WEB_AT": f"to 127.0.0.1:{web}",
        "OMNI_LIVE_AT": f"to 127.0.0.1:{web}", "XDG_DATA_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }  # fmt: skip
    caddy = str(Path(sys.executable).parent / "caddy")
    running = subprocess.Popen(
        [caddy, "run", "--config", "deploy/Caddyfile", "--adapter", "caddyfile"],
        cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not listens(port):
        time.sleep(0.1)
    yield port
    running.kill()  # else it waits for whoever is slow
    running.wait(20)


def listens(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def slow(port: int, path: str, size: int = 100, *, known: bool = True) -> socket.socket:
    """Somebody who sends the first four bytes of a body, and no more for now."""
    sender, who = socket.create_connection(("127.0.0.1", port), timeout=10), b""
    if known:
        who = b"Authorization: known\r\n"
    sender.sendall(SLOW % (path.encode(), port, size, who))
    return sender


def answers(port: int, body: bytes | None = None, path: str = "/", within: float = 10) -> int:
    try:
        address = f"http://localhost:{port}{path}"
        asked = urllib.request.Request(address, body, KNOWN)
        with urllib.request.urlopen(asked, timeout=within) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


@pytest.mark.parametrize("path", ["/sign-in/", *TO_LISTS])
def test_who_sends_slowly_holds_no_thread(proxy, path):
    senders = [slow(proxy, path) for _ in range(3)]
    time.sleep(0.3)

    assert answers(proxy) == 200

    for sender in senders:
        sender.sendall(b"x" * 96)
        assert sender.recv(20).startswith(b"HTTP/1.1 200")
        sender.close()


def test_without_the_proxy_it_is_held(web):
    sender = slow(web, "/sign-in/")

    with pytest.raises(TimeoutError):
        answers(web, within=1)

    sender.close()


def test_a_list_may_be_large_and_nothing_else(proxy):
    large = b"x" * 6_000_000

    assert answers(proxy, large, "/sign-in/") == 413
    assert [answers(proxy, large, path) for path in TO_LISTS] == [200, 200]


@pytest.mark.parametrize("path", TO_LISTS)
def test_a_strangers_list_is_refused_when_little_of_it_is_there(proxy, path):
    sender = slow(proxy, path, size=100_000_000, known=False)
    sender.sendall(b"x" * 300_000)  # Caddy reads a little before it answers, and forgets it

    assert sender.recv(20).startswith(b"HTTP/1.1 401")

    sender.close()
