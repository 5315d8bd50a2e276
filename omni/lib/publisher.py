"""Hands messages to the channel layer from a thread of its own: no request waits for Redis."""

import asyncio
import atexit
import concurrent.futures
import logging
import os
import threading

from channels.layers import get_channel_layer

from .failpoints import failpoint

log = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds for one message


class Publisher:
    """One background loop per process, started at the first message; a forked child has its own."""

    def __init__(self) -> None:
        self._forget()
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self._finish)

    def _forget(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pending: set[concurrent.futures.Future] = set()

    def send(self, messages: list[tuple[str, dict]]) -> None:
        """Send each message to its group, in this order, soon."""
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                name = "live-publisher"
                threading.Thread(target=self._loop.run_forever, name=name, daemon=True).start()
        sending = asyncio.run_coroutine_threadsafe(self._send(messages), self._loop)
        self._pending.add(sending)
        sending.add_done_callback(self._pending.discard)

    async def _send(self, messages: list[tuple[str, dict]]) -> None:
        layer = get_channel_layer()
        failpoint("live.after_commit_before_push")
        for group, message in messages:
            try:
                async with asyncio.timeout(PATIENCE):
                    await layer.group_send(group, message)
            except Exception as error:  # the hint is lost; the heartbeat heals it
                log.warning("live push lost for %s: %s", group, error)
                return

    def _finish(self) -> None:
        """A command that ends right after its commit still gets its pushes out."""
        concurrent.futures.wait(set(self._pending), timeout=PATIENCE)


publisher = Publisher()
