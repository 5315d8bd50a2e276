"""A page's end of the socket, for tests."""

import json
import time

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

ORIGIN = "http://127.0.0.1:8000"
PATIENCE = 30.0  # seconds: no promise of ours, only what a busy machine may take


class Page:
    """Everything that arrives is kept in `seen`, as `static/js/live.js` would apply it."""

    def __init__(self, port: int, *, cookie: str = "", origin: str | None = ORIGIN, **options):
        headers = {"Cookie": cookie} if cookie else {}
        self.socket: ClientConnection = connect(
            f"ws://127.0.0.1:{port}/live/",
            origin=origin,
            additional_headers=headers,
            proxy=None,
            compression=None,
            max_size=None,
            legacy=True,
            **options,
        )
        self.seen: list[dict] = []

    def __enter__(self) -> "Page":
        return self

    def __exit__(self, *_) -> None:
        self.socket.close()

    def say(self, **message) -> None:
        self.socket.send(json.dumps(message))

    def follow(self, *topics: str, signed: str = "") -> dict:
        """Follow and wait for the answer."""
        self.say(type="follow", topics=list(topics), signed=signed)
        return self.wait(lambda each: each["type"] in {"following", "denied"})

    def wait(self, wanted, seconds: float = PATIENCE) -> dict:
        """The next frame that is wanted; AssertionError when it doesn't come in time."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                frame = json.loads(self.socket.recv(max(0.0, deadline - time.monotonic())))
            except TimeoutError:
                raise AssertionError(f"not within {seconds} s; got {self.seen[-5:]}") from None
            self.seen.append(frame)
            if wanted(frame):
                return frame

    def wait_for(self, kind: str, seconds: float = PATIENCE) -> dict:
        return self.wait(lambda each: each["type"] == kind, seconds)

    def wait_for_version(self, topic: str, version: int, seconds: float = PATIENCE) -> dict:
        """The push or the heartbeat that tells of this version, whichever comes first."""

        def tells(frame: dict) -> bool:
            pushed = frame["type"] == "push" and frame["topic"] == topic
            told = frame["version"] if pushed else frame.get("versions", {}).get(topic)
            return told == version

        return self.wait(tells, seconds)

    def wait_for_close(self, seconds: float = PATIENCE) -> int:
        """The code with which the socket closed."""
        try:
            self.wait(lambda _: False, seconds)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006
        raise AssertionError("unreachable")
