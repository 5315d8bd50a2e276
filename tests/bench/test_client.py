"""The client counts whole answers only, and stops at one that was not expected."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat

import pytest

from bench.client import Broken, cookies, get, load, post

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n<p>hi</html>"
CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"


@contextmanager
def a_server(parts: list[bytes]) -> Iterator[int]:
    """Answers every request by these parts, each sent on its own."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve(connection: socket.socket) -> None:
        with connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while connection.recv(65536):
                for part in parts:
                    connection.sendall(part)

    def accept() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield listening.getsockname()[1]
    listening.close()


@pytest.mark.parametrize(
    "parts", [[PAGE], [PAGE[:9], PAGE[9:30], PAGE[30:]], [CHUNKED], [CHUNKED[:-5], CHUNKED[-5:]]]
)
def test_an_answer_is_whole_however_it_comes(parts):
    with a_server(parts) as port:
        seen = load(port, [repeat(get("/", "a.example"))] * 2, 0.1)

    assert set(seen.statuses) == {200}
    assert 0 < len(seen.waits) <= len(seen.statuses)
    assert seen.cpu_us > 0


def test_another_status_breaks_the_measure():
    with a_server([PAGE.replace(b"200", b"503")]) as port, pytest.raises(Broken, match="503"):
        load(port, [repeat(get("/", "a.example"))], 0.1)


def test_a_beacon_is_answered_and_not_counted():
    with a_server([b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"]) as port:
        seen = load(port, [repeat(get("/", "a.example"))], 0.1, ends=b"</html>")

    assert set(seen.statuses) == {204}
    assert seen.waits == []


def test_a_page_without_its_end_breaks_the_measure():
    with a_server([PAGE.replace(b"html", b"body")]) as port, pytest.raises(Broken, match="body"):
        load(port, [repeat(get("/", "a.example"))], 0.1, ends=b"</html>")


def test_a_form_says_its_length_and_origin():
    sent = post("/buy/", "a.example", b"x=1", "text/plain", "csrf=c")

    assert sent.startswith(b"POST /buy/ HTTP/1.1\r\n")
    assert b"\r\nOrigin: https://a.example\r\n" in sent
    assert b"\r\nContent-Length: 3\r\n" in sent
    assert sent.endswith(b"\r\n\r\nx=1")


def test_cookies_are_kept_as_a_browser_sends_them_back():
    answer = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\n\r\n"

    assert cookies(answer) == "a=1; b=2"
