"""Hands messages to the channel layer from a thread of its own: no request waits for Redis."""

import asyncio
import atexit
import concurrent.futures
import logging
import os
import threading
from collections.abc import Coroutine, Iterable

from channels.layers import get_channel_layer

from .failpoints import failpoint
from .followers import Followers
from .stale import Stale

log = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds for one message


class Publisher:
    """One background loop per process, started at the first message; a forked child has its own."""

    def __init__(self) -> None:
        self._forget()
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.settle)  # a command that ends after its commit gets its pushes out

    def _forget(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pending: set[concurrent.futures.Future] = set()
        followers = Followers(PATIENCE)
        self._stale = Stale(
            lambda groups: followers.among(get_channel_layer(), groups),
            lambda messages: self._answer(self._push(messages)),
        )

    def send(self, messages: list[tuple[str, dict]]) -> None:
        """Send each message to its group, in this order, soon."""
        self._start(self._send(messages))

    def refresh(self, source, keys: Iterable[int]) -> None:
        """Draw anew what pages show of these keys, and send it to those that look at it."""
        self._stale.add(source, keys)

    def settle(self, *, disconnected: bool = False) -> None:
        """Wait until all is sent that was handed over; `disconnected` from the database, too."""
        self._stale.settle(PATIENCE, disconnected=disconnected)
        concurrent.futures.wait(set(self._pending), timeout=PATIENCE)

    def _answer(self, asked: Coroutine) -> object:
        """For the thread of what is stale: the loop's answer, waited for."""
        return self._start(asked).result(PATIENCE)

    def _start(self, sending: Coroutine) -> concurrent.futures.Future:
        with self._lock:
            if self._loop is None:
                self._loop = _running_loop()
        future = asyncio.run_coroutine_threadsafe(sending, self._loop)
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)
        return future

    async def _send(self, messages: list[tuple[str, dict]]) -> None:
        failpoint("live.after_commit_before_push")
        await self._push(messages)

    async def _push(self, messages: list[tuple[str, dict]]) -> None:
        layer = get_channel_layer()
        for group, message in messages:
            try:
                async with asyncio.timeout(PATIENCE):
                    await layer.group_send(group, message)
            except Exception as error:  # the hint is lost; the heartbeat heals it
                log.warning("live push lost for %s: %s", group, error)
                return


def _running_loop() -> asyncio.AbstractEventLoop:
    """In a thread of its own. A machine that is full refuses one: the next message tries again."""
    loop = asyncio.new_event_loop()
    try:
        threading.Thread(target=loop.run_forever, name="live-publisher", daemon=True).start()
    except RuntimeError:
        loop.close()
        raise
    return loop


publisher = Publisher()
