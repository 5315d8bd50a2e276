"""The load: browsers that ask again as soon as they are answered, each on a connection it keeps.

One loop over raw sockets, in a process that does nothing else meanwhile: `cpu_us` says what a
request costs it, which is small beside what a page costs the shop.
"""

import gc
import re
import select
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import quantiles

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"set-cookie: *([^;\r]+)", re.IGNORECASE)
LAST_CHUNK = b"0\r\n\r\n"
NOTHING_TO_SAY = 204
PATIENCE = 60.0  # seconds for one answer


class Broken(Exception):
    """The measure itself failed; its text says where."""


@dataclass
class Load:
    """What a run of the client saw; `waits` in seconds, one per answer."""

    seconds: float
    cpu_us: float
    waits: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.waits) / self.seconds

    @property
    def p95_ms(self) -> float:
        return quantiles(self.waits, n=20)[-1] * 1000


class Browser:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self.asked_at = 0.0
        self._clear()

    def _clear(self) -> None:
        self.chunks: list[bytes] = []
        self.missing: float = -1  # bytes of the answer to come, -1 while its head is

    def send(self, request: bytes) -> None:
        self.asked_at = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> bytes | None:
        """The answer, head and body, once all of it is here."""
        chunk = self.socket.recv(1 << 20)
        if not chunk:
            raise Broken("The server closed a connection in the middle.")
        self.chunks.append(chunk)
        if self.missing < 0:
            answer = b"".join(self.chunks)
            end = answer.find(b"\r\n\r\n")
            if end < 0:
                return None
            length = LENGTH.search(answer, 0, end)
            self.chunks = [answer]
            self.missing = end + 4 + int(length[1]) - len(answer) if length else float("inf")
        else:
            self.missing -= len(chunk)
        in_chunks_and_over = self.missing == float("inf") and chunk.endswith(LAST_CHUNK)
        if self.missing > 0 and not in_chunks_and_over:
            return None
        answer = b"".join(self.chunks)
        self._clear()
        return answer

    def ask(self, request: bytes) -> bytes:
        self.send(request)
        while (answer := self.read()) is None:
            pass
        return answer


def status(answer: bytes) -> int:
    return int(answer[9:12])


def cookies(answer: bytes) -> str:
    """What the answer wants to be kept, as the Cookie header sends it back."""
    head = answer.partition(b"\r\n\r\n")[0]
    return "; ".join(found.decode() for found in COOKIE.findall(head))


def get(path: str, host: str, cookie: str = "", **headers: str) -> bytes:
    """A page as a browser asks for it behind our proxy."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "X-Forwarded-Proto: https", "Accept: */*"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def post(path: str, host: str, body: bytes, kind: str, cookie: str = "", **headers: str) -> bytes:
    more = {"Origin": f"https://{host}", "Content-Type": kind, "Content-Length": str(len(body))}
    head = get(path, host, cookie, **(more | headers)).replace(b"GET", b"POST", 1)
    return head + body


def load(
    port: int, requests: list[Iterator[bytes]], seconds: float, ends: bytes = b"", ok: int = 200
) -> Load:
    """As many browsers as there are iterators of requests, for so long.

    Every answer must have the status `ok`, and end with `ends`; anything else is `Broken`. A
    beacon's 204 is as good, and not counted.
    """
    browsers = {}
    poll = select.epoll()
    for asked in requests:
        browser = Browser(port)
        browsers[browser.socket.fileno()] = browser, asked
        poll.register(browser.socket, select.EPOLLIN)
    waits, statuses = [], []
    gc.collect()
    gc.disable()
    cpu, started = time.process_time(), time.perf_counter()
    end, busy = started + seconds, len(browsers)
    for browser, asked in browsers.values():
        browser.send(next(asked))
    while busy:
        ready = poll.poll(PATIENCE)
        if not ready:
            raise Broken(f"No answer within {PATIENCE:g} s.")
        for number, _ in ready:
            browser, asked = browsers[number]
            answer = browser.read()
            if answer is None:
                continue
            now = time.perf_counter()
            is_beacon = status(answer) == NOTHING_TO_SAY
            if not is_beacon and (status(answer) != ok or not answer.rstrip().endswith(ends)):
                raise Broken(f"An answer that was not expected: {answer[:600]!r}")
            if now <= end and not is_beacon:
                waits.append(now - browser.asked_at)
            statuses.append(status(answer))
            if now < end:
                browser.send(next(asked))
            else:
                busy -= 1
    cpu = time.process_time() - cpu
    gc.enable()
    for browser, _ in browsers.values():
        browser.socket.close()
    poll.close()
    return Load(seconds, cpu / len(statuses) * 1e6, waits, statuses)


def burst(port: int, requests: list[bytes]) -> tuple[list[int], float]:
    """All at once, each on a connection of its own that is open already.

    Answers their statuses in the order of the requests, and the seconds until the last answer.
    """
    browsers = [Browser(port) for _ in requests]
    numbers = {browser.socket.fileno(): n for n, browser in enumerate(browsers)}
    statuses = [0] * len(requests)
    poll = select.epoll()
    started = time.perf_counter()
    for browser, request in zip(browsers, requests, strict=True):
        browser.send(request)
        poll.register(browser.socket, select.EPOLLIN)
    while not all(statuses):
        ready = poll.poll(PATIENCE)
        if not ready:
            raise Broken(f"{statuses.count(0)} got no answer within {PATIENCE:g} s.")
        for number, _ in ready:
            if answer := browsers[numbers[number]].read():
                statuses[numbers[number]] = status(answer)
                poll.unregister(number)  # the server may close it when it has been idle
    seconds = time.perf_counter() - started
    poll.close()
    for browser in browsers:
        browser.socket.close()
    return statuses, seconds
