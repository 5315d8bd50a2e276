"""Asking the house as a browser does: by its public name, on this machine, over TLS."""

import http.client
import json
import socket
import time
from dataclasses import dataclass

from websockets.sync.client import ClientConnection, connect

from tests.smoke.house import HOST, House


@dataclass(frozen=True)
class Page:
    status: int
    headers: http.client.HTTPMessage
    body: str


class _Tls(http.client.HTTPSConnection):
    """Connects to this machine whatever the name resolves to, and checks the name's certificate."""

    def connect(self) -> None:
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout)
        self.sock = self._context.wrap_socket(raw, server_hostname=self.host)


def get(house: House, path: str, **headers: str) -> Page:
    """Through the proxy."""
    connection = _Tls(HOST, house.ports["https"], timeout=10, context=house.trust)
    return _asked(connection, path, headers)


def get_plain(port: int, path: str, host: str = "127.0.0.1") -> Page:
    """Straight from one process, or from the proxy's unencrypted port."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    return _asked(connection, path, {"Host": f"{host}:{port}"})


def _asked(connection: http.client.HTTPConnection, path: str, headers: dict) -> Page:
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return Page(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
    finally:
        connection.close()


def open_socket(house: House, *, origin: str, live: str = "") -> ClientConnection:
    """Through the proxy, or to one live process; raises `websockets.InvalidStatus` if refused."""
    port = house.ports[live or "https"]
    raw = socket.create_connection(("127.0.0.1", port), timeout=10)
    if live:
        return connect(f"ws://127.0.0.1:{port}/live/", sock=raw, origin=origin, open_timeout=10)
    return connect(
        f"wss://{HOST}:{port}/live/", sock=raw, ssl=house.trust, server_hostname=HOST,
        origin=origin, open_timeout=10,
    )  # fmt: skip


def frame(page: ClientConnection, kind: str, within: float = 10.0) -> dict:
    """The next frame of this type; heartbeats in between are passed over."""
    deadline = time.monotonic() + within
    while True:
        found = json.loads(page.recv(timeout=max(0.01, deadline - time.monotonic())))
        if found["type"] == kind:
            return found
