"""What chat pushes: messages to the two sides of a conversation, a nudge to the desk's queue."""

import re

from django.db.models import Sum

from omni.lib import live
from staff.models import Role
from staff.roles import may

from .models import Conversation, Message, ReadMark

ANSWERS = (Role.DESK, Role.ASSOCIATE, Role.MANAGER)
QUEUE = "queue"
RECENT = 50


def topic_of(conversation: Conversation) -> str:
    return f"conversation:{conversation.public_id}"


def shown(message: Message) -> dict:
    """A message as both sides may see it. Its text is text, never markup."""
    item = message.item
    return {
        "seq": message.seq,
        "client_id": str(message.client_id),
        "kind": message.kind,
        "from_customer": message.from_customer,
        "author": message.author_name,
        "body": message.body,
        "source": message.source,
        "at": message.at.isoformat(),
        "item": {"sku": item.sku, "title": item.title} if item else None,
    }


def said(conversation: Conversation, message: Message) -> None:
    """After the commit: the message itself; its number is the conversation's version."""
    payload = {"version": message.seq, "message": shown(message)}
    live.publish(topic_of(conversation), payload)


def read(conversation: Conversation, mark: ReadMark) -> None:
    """After the commit: how far one side has read; without a version, a lost one does no harm."""
    seen = {"party": mark.party, "seq": mark.seq, "at": mark.at.isoformat()}
    live.publish(topic_of(conversation), {"read": seen})


def withdrawn(conversation: Conversation, numbers: list[int]) -> None:
    """After the commit: open pages take these out; one that misses it shows them until it reloads.

    Whom they weren't meant for is signed out at the same moment.
    """
    live.publish(topic_of(conversation), {"withdrawn": numbers})


def queue_changed() -> None:
    """After the commit: the desks look at their queue again."""
    live.publish_later(lambda: {f"desk:{QUEUE}": {"version": queue_version()}})


def queue_version() -> int:
    """Grows with every message, late commits included: the sum of the newest fifty row ids."""
    newest = Message.objects.order_by("-pk").values("pk")[:RECENT]
    return int(Message.objects.filter(pk__in=newest).aggregate(sum=Sum("pk"))["sum"] or 0)


def _may_follow(party, ids: list[str]) -> list[str]:
    if party.user is not None and may(party.user, *ANSWERS):
        return list(ids)
    if party.customer is None:
        return []
    hers = Conversation.objects.filter(customer=party.customer, public_id__in=ids)
    return [str(found) for found in hers.values_list("public_id", flat=True)]


def _versions(ids: list[str]) -> dict[str, int]:
    rows = Conversation.objects.filter(public_id__in=ids).values_list("public_id", "last_seq")
    return {str(found): seq for found, seq in rows}


def _fragments(ids: list[str], party) -> dict[str, dict]:
    """Only the number: a page that is behind asks for the messages after its own last one."""
    return {found: {"version": seq} for found, seq in _versions(ids).items()}


def _may_see_queue(party, ids: list[str]) -> list[str]:
    staff = party.user is not None and may(party.user, *ANSWERS)
    return [found for found in ids if staff and found == QUEUE]


def _queue_versions(ids: list[str]) -> dict[str, int]:
    return {QUEUE: queue_version()} if QUEUE in ids else {}


def _queue_fragments(ids: list[str], party) -> dict[str, dict]:
    return {found: {"version": version} for found, version in _queue_versions(ids).items()}


CONVERSATION = live.TopicKind(
    name="conversation",
    authorise=_may_follow,
    versions=_versions,
    fragments=_fragments,
    signals=frozenset({"typing", "looking"}),
)
DESK = live.TopicKind(
    name="desk",
    authorise=_may_see_queue,
    versions=_queue_versions,
    fragments=_queue_fragments,
    ids=re.compile(QUEUE),
)
