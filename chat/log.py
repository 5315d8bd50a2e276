"""The only place that adds to a conversation: one lock, one number, one row."""

import datetime as dt
import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from inventory.models import Item
from omni.lib.actors import Actor, system
from omni.lib.clock import now
from omni.lib.errors import KeyReused
from omni.lib.idempotency import parsed_key
from omni.lib.ids import public_id

from . import live
from .models import Conversation, Message

MERGE = system("merge")


def locked(conversation: Conversation) -> Conversation:
    """The conversation with its row locked to the end of the transaction."""
    return Conversation.objects.select_for_update().get(pk=conversation.pk)


def said_before(
    conversation: Conversation, *, author: Actor, client_id: object, body: str
) -> Message | None:
    """The message that this author sent under this id; `KeyReused` when it said something else."""
    messages = conversation.messages.filter(author=str(author), client_id=parsed_key(client_id))
    found = messages.select_related("item").first()
    if found is not None and found.body != body:
        raise KeyReused
    return found


def append(
    conversation: Conversation,
    *,
    kind: str,
    author: Actor,
    author_name: str = "",
    body: str,
    client_id: object = None,
    item: Item | None = None,
    source: str = "",
    at: dt.datetime | None = None,
) -> Message:
    """Give the message the next number and keep it; pages hear of it after the commit.

    The UPDATE takes the row's lock, so two writers can't get one number, and a rolled back one
    gives its number back. `conversation` carries the new `last_seq` afterwards.
    """
    at = at or now()
    message = Message(
        conversation=conversation,
        seq=_next_seq(conversation, at),
        client_id=parsed_key(client_id) if client_id else public_id(),
        kind=kind,
        author=str(author),
        author_name=author_name,
        from_customer=author.kind == "customer",
        body=body,
        item=item,
        source=source,
        at=at,
    )
    message.save(force_insert=True)
    live.said(conversation, message)
    return message


def _next_seq(conversation: Conversation, at: dt.datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE chat_conversation SET last_seq = last_seq + 1, last_at = GREATEST(last_at, %s)"
            " WHERE id = %s RETURNING last_seq, last_at",
            [at, conversation.pk],
        )
        conversation.last_seq, conversation.last_at = cursor.fetchone()
    return conversation.last_seq


def follow_up(client_id: uuid.UUID, what: str) -> uuid.UUID:
    """The id of what we add on our own account beside a message, the same at every retry."""
    return uuid.uuid5(client_id, what)


def take_over(source: Conversation, target: Conversation) -> None:
    """Add the source's messages to the target in their order; those it has already stay single."""
    known = set(target.messages.values_list("author", "client_id"))
    said = source.messages.exclude(kind=Message.Kind.WITHDRAWN)
    for message in said.select_related("item").order_by("seq"):
        if (message.author, message.client_id) in known:
            continue
        copy = Message(
            conversation=target, seq=_next_seq(target, message.at), client_id=message.client_id,
            kind=message.kind, author=message.author, author_name=message.author_name,
            from_customer=message.from_customer, body=message.body, item=message.item,
            source=message.source, at=message.at,
        )  # fmt: skip
        copy.save(force_insert=True)
        live.said(target, copy)


def withdraw(source: Conversation, target: Conversation) -> list[int]:
    """Take the words of the source's messages out of the target; answers their numbers there.

    The numbers stay: a page that has seen them asks for what comes after.
    """
    copies = copies_of(source, target)
    numbers = list(copies.values_list("seq", flat=True))
    copies.update(
        kind=Message.Kind.WITHDRAWN, author=str(MERGE), client_id=RandomUUID(), author_name="",
        from_customer=False, body="", item=None, source="",
    )  # fmt: skip
    live.withdrawn(target, numbers)
    return numbers


def copies_of(source: Conversation, target: Conversation) -> QuerySet[Message]:
    """What `take_over` said again, known by its author and its author's own id."""
    original = source.messages.filter(author=OuterRef("author"), client_id=OuterRef("client_id"))
    return target.messages.filter(Exists(original)).exclude(kind=Message.Kind.WITHDRAWN)
