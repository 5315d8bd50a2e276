"""This process's ear at Redis: one subscription per group, rebuilt whenever it falls deaf.

The layer's own recovery is not enough: its receiving task can end for good (a time-out while
reconnecting) and a half-open connection says nothing at all. So the listener sends itself a probe
every few seconds, and when it doesn't come back everything is subscribed afresh.
"""

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Callable

from channels import DEFAULT_CHANNEL_LAYER
from channels.layers import channel_layers

log = logging.getLogger(__name__)
# It repeats the same traceback every second while Redis is away; we say it once.
logging.getLogger("channels_redis.pubsub").setLevel(logging.CRITICAL)

PROBE = 2.0  # seconds between probes
PATIENCE = 3.0  # seconds for one probe to come back, or one command to be taken
PAUSE = 1.0  # seconds before the next attempt


class Deaf(Exception):
    """A probe went out and did not come back."""


class Listener:
    def __init__(self, hear: Callable[[dict], None], recovered: Callable[[], None]) -> None:
        """`hear` gets every message of the wanted groups; `recovered` is called after a gap."""
        self._hear = hear
        self._recovered = recovered
        self._probe_group = f"probe.{uuid.uuid4().hex}"
        self._wanted = {self._probe_group}
        self._changed = asyncio.Event()
        self._probed = asyncio.Event()
        self._layer = None
        self.well = False

    def want(self, group: str) -> None:
        self._wanted.add(group)
        self._changed.set()

    def unwant(self, group: str) -> None:
        self._wanted.discard(group)
        self._changed.set()

    async def tell(self, group: str, message: dict) -> None:
        """Send to a group; lost when Redis is away."""
        if self.well:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(PATIENCE):
                    await self._layer.group_send(group, message)

    async def run(self) -> None:
        """Listen for ever."""
        quiet = False
        while True:
            try:
                await self._listen()
            except* Exception as errors:
                if self.well or not quiet:
                    log.warning("live lost Redis, heartbeats go on: %r", errors.exceptions[0])
                quiet, self.well = True, False
            await asyncio.sleep(PAUSE)

    async def _listen(self) -> None:
        layer = self._layer = channel_layers.make_backend(DEFAULT_CHANNEL_LAYER)
        try:
            async with asyncio.timeout(PATIENCE):
                channel = await layer.new_channel("live.")
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._receive(layer, channel))
                tasks.create_task(self._subscribe(layer, channel))
                tasks.create_task(self._probe(layer))
        finally:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(PATIENCE):
                    await layer.flush()

    async def _receive(self, layer, channel: str) -> None:
        while True:
            message = await layer.receive(channel)
            if message["type"] == "probe":
                self._probed.set()
                continue
            try:
                self._hear(message)
            except Exception:
                log.exception("live could not pass on a message")

    async def _subscribe(self, layer, channel: str) -> None:
        have: set[str] = set()
        while True:
            self._changed.clear()
            for group in self._wanted - have:
                async with asyncio.timeout(PATIENCE):
                    await layer.group_add(group, channel)
                have.add(group)
            for group in have - self._wanted:
                async with asyncio.timeout(PATIENCE):
                    await layer.group_discard(group, channel)
                have.discard(group)
            await self._changed.wait()

    async def _probe(self, layer) -> None:
        await asyncio.sleep(0.1)
        while True:
            self._probed.clear()
            try:
                async with asyncio.timeout(PATIENCE):
                    await layer.group_send(self._probe_group, {"type": "probe"})
                    await self._probed.wait()
            except TimeoutError:
                raise Deaf(f"no probe came back within {PATIENCE:g} s") from None
            if not self.well:
                self.well = True
                self._recovered()
            await asyncio.sleep(PROBE)
