"""The only door to the channel layer: publish a hint on commit, name the topics that exist.

PostgreSQL is the truth. A push may vanish; the heartbeat's versions heal it.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from .publisher import publisher

SALT = "live.topics"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
REVOKED = "live.revoked"  # the group in which every gateway hears of revocations


@dataclass(frozen=True, slots=True)
class TopicKind:
    """What an app says about `name:<id>` topics.

    `authorise(party, ids)` answers the ids which this party may follow; `party` is what
    `omni.lib.parties.party_of` read from the handshake's cookies. `versions(ids)` answers
    {id: int} in one query; a page whose version is older fetches anew. `fragments(ids, party)`
    answers {id: {"version": int, ...payload}} as a page without a socket polls it.

    A `public` kind is open to everybody and never asked to authorise. `signals` are the ephemeral
    ones that followers may send each other. `ids` is what an id looks like: a topic with another
    one doesn't exist.
    """

    name: str
    authorise: Callable
    versions: Callable[[list[str]], dict[str, int]]
    fragments: Callable
    public: bool = False
    signals: frozenset[str] = frozenset()
    ids: re.Pattern = UUID


KINDS: dict[str, TopicKind] = {}


def register(kind: TopicKind) -> None:
    """Name a kind of topic; from `apps.py` `ready()`."""
    KINDS[kind.name] = kind


def group(topic: str) -> str:
    """The channel-layer group of a topic (its names allow no colon)."""
    return "t." + topic.replace(":", ".")


def signed_topics(topics: Iterable[str], holder: str = "") -> str:
    """A signed list that a rendered page carries, so that subscribing costs no query.

    It serves `holder` alone (`omni.lib.parties.holder` of the request's cookies; empty for a page
    that was made for a stranger). Anybody else's topics are authorised one by one.
    """
    return signing.dumps([holder, *sorted(topics)], salt=SALT, compress=True)


def read_topics(token: str, holder: str = "", max_age: int = 6 * 3600) -> list[str]:
    """The topics of a signed list.

    Raises `signing.BadSignature` when it is forged, another's, or older than `max_age` seconds.
    """
    signed_for, *topics = signing.loads(token, salt=SALT, max_age=max_age)
    if signed_for != holder:
        raise signing.BadSignature("signed for somebody else")
    return topics


def publish(topic: str, payload: dict) -> None:
    """Push `payload` to everyone who follows the topic, once the transaction has committed."""
    publish_many({topic: payload})


def publish_many(payloads: dict[str, dict]) -> None:
    """Push one payload per topic after the commit; without Redis it is dropped and logged."""
    messages = _pushes(payloads)
    transaction.on_commit(lambda: publisher.send(messages), robust=True)


def publish_later(build: Callable[[], dict[str, dict]]) -> None:
    """After the commit build the payloads (reads allowed) and push them."""
    transaction.on_commit(lambda: publisher.send(_pushes(build())), robust=True)


@dataclass(frozen=True, slots=True)
class Source:
    """What pages show of things that change often: `name` is the kind of their topics.

    `topic_ids(keys)` answers {key: id} in one query, `fragments(keys)` {id: payload} in another,
    as the truth is then. Both run beside the requests, after the commit.
    """

    name: str
    topic_ids: Callable[[Iterable[int]], dict[int, str]]
    fragments: Callable[[Iterable[int]], dict[str, dict]]

    def groups(self, keys: Iterable[int]) -> dict[str, int]:
        return {group(f"{self.name}:{one}"): key for key, one in self.topic_ids(keys).items()}

    def messages(self, keys: Iterable[int]) -> list[tuple[str, dict]]:
        return _pushes({f"{self.name}:{one}": p for one, p in self.fragments(keys).items()})


def refresh_later(source: Source, keys: Iterable[int]) -> None:
    """After the commit push what `source` shows of these keys then, to pages that follow them.

    Changes within some milliseconds are one push, so a hot piece costs no more than a calm one.
    """
    transaction.on_commit(lambda: publisher.refresh(source, keys), robust=True)


def revoke(*party_refs: str) -> None:
    """After the commit close every socket of these parties: `user:`, `customer:`, `device:<uuid>`.

    Whoever still has a right opens a new socket within seconds, with the cookies of then.
    """
    message = {"type": "revoke", "refs": list(party_refs)}
    transaction.on_commit(lambda: publisher.send([(REVOKED, message)]), robust=True)


def frame(kind: str, topic: str, payload: dict) -> str:
    """A frame as the browser gets it; no payload can pass for another type or topic."""
    body = {**payload, "type": kind, "topic": topic}
    return json.dumps(body, cls=DjangoJSONEncoder, separators=(",", ":"))


def _pushes(payloads: dict[str, dict]) -> list[tuple[str, dict]]:
    """Encoded once, here: every gateway hands the same text to all its sockets."""
    return [
        (group(topic), {"type": "push", "topic": topic, "text": frame("push", topic, payload)})
        for topic, payload in payloads.items()
    ]
