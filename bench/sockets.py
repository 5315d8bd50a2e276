"""Open pages: WebSockets in great number, read by one loop that notes when each frame came."""

import json
import select
import socket
import struct
import time
from collections.abc import Iterator

from .client import PATIENCE, Broken
from .house import HOST

PER_ADDRESS = 100  # pages that share an address, as a shop's people do
HANDSHAKE = (
    "GET /live/ HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Origin: https://{host}\r\nX-Forwarded-For: 203.0.113.{address}\r\n\r\n"
)


class Page:
    """One socket that follows a topic."""

    def __init__(self, port: int, number: int, topic: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        address = number // PER_ADDRESS + 1
        self.socket.sendall(HANDSHAKE.format(host=HOST, address=address).encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.socket.recv(4096)
        if b" 101 " not in answer[:20]:
            raise Broken(f"No socket: {answer[:200]!r}")
        self.left = answer.partition(b"\r\n\r\n")[2]
        self.socket.sendall(_masked(json.dumps({"type": "follow", "topics": [topic]})))

    def frames(self, data: bytes) -> Iterator[dict]:
        """The whole text frames in what has come so far."""
        self.left += data
        while len(self.left) >= 2:
            kind, length, start = self.left[0] & 15, self.left[1] & 127, 2
            if length == 126:
                start, length = 4, struct.unpack(">H", self.left[2:4].ljust(2))[0]
            if len(self.left) < start + length:
                return
            body, self.left = self.left[start : start + length], self.left[start + length :]
            if kind == 8:
                raise Broken(f"A socket was closed: {body!r}")
            if kind == 1:
                yield json.loads(body)


class Pages:
    """`count` pages that follow one topic."""

    def __init__(self, port: int, count: int, topic: str) -> None:
        self.pages = [Page(port, n, topic) for n in range(count)]
        self.by_number = {page.socket.fileno(): page for page in self.pages}
        self.poll = select.epoll()
        for page in self.pages:
            self.poll.register(page.socket, select.EPOLLIN)
        following = self.listen(PATIENCE, lambda frame: frame["type"] == "following", count)
        if len(following) < count:
            raise Broken(f"{len(following)} of {count} pages follow {topic}.")

    def listen(self, seconds: float, wanted, count: int) -> list[tuple[float, dict]]:
        """(moment, frame) of those `wanted` until there are `count`, or the time is over.

        What came is only noted while it comes, and read when the line is quiet.
        """
        found: list[tuple[float, dict]] = []
        end = time.monotonic() + seconds
        while len(found) < count and (left := end - time.monotonic()) > 0:
            came = []
            ready = self.poll.poll(left)
            while ready:
                for number, _ in ready:
                    page = self.by_number[number]
                    came.append((time.monotonic(), page, page.socket.recv(65536)))
                ready = self.poll.poll(0.002)
            for at, page, data in came:
                if not data:
                    raise Broken("A socket was cut.")
                found += [(at, frame) for frame in page.frames(data) if wanted(frame)]
        return found

    def close(self) -> None:
        self.poll.close()
        for page in self.pages:
            page.socket.close()


def _masked(text: str) -> bytes:
    """A client's frame; a mask of noughts changes nothing and is as good as any here."""
    body = text.encode()
    return bytes([0x81, 0x80 | len(body)]) + b"\0\0\0\0" + body
