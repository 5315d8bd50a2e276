"""A commit reaches two hundred open pages while people still look."""

import asyncio
import json
import statistics
import time

import pytest
from django.db import transaction
from websockets.asyncio.client import connect

from omni.lib import live

from . import toy
from .page import ORIGIN

SOCKETS, ROUNDS = 200, 20


async def listen(port: int, topic: str, published) -> list[float]:
    """Seconds from each commit to its frame, on every socket."""
    opened = []
    for _ in range(SOCKETS):
        uri = f"ws://127.0.0.1:{port}/live/"
        socket = await connect(uri, origin=ORIGIN, proxy=None, compression=None)
        await socket.send(json.dumps({"type": "follow", "topics": [topic]}))
        opened.append(socket)
    waits: list[float] = []

    async def read(socket) -> None:
        seen = 0
        async for text in socket:
            frame = json.loads(text)
            if frame["type"] == "push":
                waits.append(time.time() - frame["at"])
                seen += 1
                if seen == ROUNDS:
                    return

    readers = [asyncio.create_task(read(socket)) for socket in opened]
    await asyncio.sleep(1)
    for _ in range(ROUNDS):
        await asyncio.to_thread(published)
        await asyncio.sleep(0.15)
    await asyncio.wait_for(asyncio.gather(*readers), 15)
    await asyncio.gather(*(socket.close() for socket in opened))
    return waits


@pytest.mark.alone
def test_reaches_two_hundred_pages_within_a_second(gateway, record_property, capsys):
    topic = toy.a_toy()

    def published() -> None:
        with transaction.atomic():
            payload = toy.payload(1, "sold")
            transaction.on_commit(lambda: payload.update(at=time.time()))
            live.publish_later(lambda: {topic: payload})

    waits = asyncio.run(listen(gateway.port, topic, published))

    assert len(waits) == SOCKETS * ROUNDS
    cuts = statistics.quantiles(waits, n=100)
    figures = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}
    with capsys.disabled():
        shown = ", ".join(f"{name} {value * 1000:.0f} ms" for name, value in figures.items())
        print(f"\n{SOCKETS} sockets, commit to frame: {shown}")  # noqa: T201
    assert figures["p95"] < 1.0
