"""The only door to the channel layer: publish a hint on commit, name the topics that exist.

PostgreSQL is the truth. A push may vanish; the heartbeat's versions heal it.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from channels.layers import get_channel_layer
from django.core import signing
from django.db import transaction

from .failpoints import failpoint

log = logging.getLogger(__name__)

SALT = "live.topics"


@dataclass(frozen=True, slots=True)
class TopicKind:
    """What an app says about `name:<id>` topics.

    `authorise(party, ids)` answers the ids which this party may follow; `party` is what
    `omni.lib.parties.party_of` read from the handshake's cookies. `versions(ids)` answers
    {id: int} in one query; a page whose version differs fetches anew. `fragments(ids, party)`
    answers {id: {"version": int, ...payload}} as a page without a socket polls it.
    """

    name: str
    authorise: Callable
    versions: Callable[[list[str]], dict[str, int]]
    fragments: Callable


KINDS: dict[str, TopicKind] = {}


def register(kind: TopicKind) -> None:
    """Name a kind of topic; from `apps.py` `ready()`."""
    KINDS[kind.name] = kind


def group(topic: str) -> str:
    """The channel-layer group of a topic (its names allow no colon)."""
    return "t." + topic.replace(":", ".")


def signed_topics(topics: Iterable[str]) -> str:
    """A signed list that a rendered page carries, so that subscribing costs no query."""
    return signing.dumps(sorted(topics), salt=SALT, compress=True)


def read_topics(token: str, max_age: int = 6 * 3600) -> list[str]:
    """The topics of a signed list; `signing.BadSignature` when forged or older than `max_age` s."""
    return signing.loads(token, salt=SALT, max_age=max_age)


def publish(topic: str, payload: dict) -> None:
    """Push `payload` to everyone who follows the topic, once the transaction has committed."""
    publish_many({topic: payload})


def publish_many(payloads: dict[str, dict]) -> None:
    """Push one payload per topic after the commit; without Redis it is dropped and logged."""
    transaction.on_commit(lambda: _publisher.send(payloads), robust=True)


def publish_later(build: Callable[[], dict[str, dict]]) -> None:
    """After the commit build the payloads (reads allowed) and push them."""
    transaction.on_commit(lambda: _publisher.send(build()), robust=True)


class _Publisher:
    """One background loop per process, so that a request never waits for Redis."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(
                    target=self._loop.run_forever, name="live-publisher", daemon=True
                ).start()
            return self._loop

    def send(self, payloads: dict[str, dict]) -> None:
        asyncio.run_coroutine_threadsafe(self._send(payloads), self._running_loop())

    async def _send(self, payloads: dict[str, dict]) -> None:
        layer = get_channel_layer()
        failpoint("live.after_commit_before_push")
        for topic, payload in payloads.items():
            message = {"type": "push", "topic": topic, **payload}
            try:
                async with asyncio.timeout(3):
                    await layer.group_send(group(topic), message)
            except Exception as error:  # the hint is lost; the heartbeat heals it
                log.warning("live push lost for %s: %s", topic, error)
                return


_publisher = _Publisher()
