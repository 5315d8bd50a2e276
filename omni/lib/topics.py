"""What the database says about topics: who may follow them, their versions, their fragments.

Each function makes one call per kind of topic, however many topics there are.
"""

from collections import defaultdict
from collections.abc import Iterable

from .live import KINDS, TopicKind
from .parties import Party

MOST = 100  # topics per socket and per poll


def kind_of(topic: str) -> TopicKind | None:
    """The kind of a well-formed topic; nothing for an unknown kind or a malformed id.

    A malformed id stops here: further on it would spoil the batch it is read in, for everybody.
    """
    name, _, ref = topic.partition(":")
    kind = KINDS.get(name)
    return kind if kind and kind.ids.fullmatch(ref) else None


def is_public(topic: str) -> bool:
    kind = kind_of(topic)
    return kind is not None and kind.public


def allowed(party: Party, topics: Iterable[str]) -> set[str]:
    """Those of the topics which the party may follow."""
    granted = set()
    for kind, ids in _by_kind(topics).items():
        able = ids if kind.public else kind.authorise(party, ids)
        granted |= _topics(kind, able)
    return granted & set(topics)


def versions(topics: Iterable[str]) -> dict[str, int]:
    """The present version of each topic that exists."""
    found = {}
    for kind, ids in _by_kind(topics).items():
        found |= {f"{kind.name}:{ref}": version for ref, version in kind.versions(ids).items()}
    return found


def fragments(party: Party, topics: Iterable[str]) -> dict[str, dict]:
    """What a page needs to bring each topic up to date; ask only for topics that are `allowed`."""
    found = {}
    for kind, ids in _by_kind(topics).items():
        fresh = kind.fragments(ids, party)
        found |= {f"{kind.name}:{ref}": payload for ref, payload in fresh.items()}
    return found


def _by_kind(topics: Iterable[str]) -> dict[TopicKind, list[str]]:
    grouped = defaultdict(list)
    for topic in topics:
        if kind := kind_of(topic):
            grouped[kind].append(topic.partition(":")[2])
    return grouped


def _topics(kind: TopicKind, ids: Iterable) -> set[str]:
    return {f"{kind.name}:{ref}" for ref in ids}
