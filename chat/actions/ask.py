"""A customer asks; the first question opens her one conversation, a later one opens it again."""

import uuid

from django.db import transaction

from customers import timeline
from customers.actions.look_at_selection import look_at_selection
from customers.locks import lock_customer
from customers.models import Customer, SelectionShare
from inventory.models import Item
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.idempotency import parsed_key

from .. import live
from ..limits import fitting
from ..log import append, follow_up, locked, said_before
from ..models import Conversation, Message
from .answer_automatically import answer_automatically
from .tell_when import tell_when

QUOTED = 80


@transaction.atomic
def ask(
    *,
    customer: Customer,
    item: Item | None,
    body: str,
    client_id: object,
    actor: Actor,
    share: SelectionShare | None = None,
) -> Message:
    """Keep her question, pin the piece it is about, and see that somebody hears of it.

    `share` is the sent list that she asks from: it may be somebody else's, and who answers is told.

    The same `client_id` gives the same message. Raises `EmptyMessage`, `MessageTooLong`,
    `KeyReused`.
    """
    body, client_id = fitting(body), parsed_key(client_id)
    customer = lock_customer(customer)
    conversation, fresh = _opened(customer)
    if before := said_before(conversation, author=actor, client_id=client_id, body=body):
        return before
    fresh = _reopen(conversation) or fresh
    if item is not None and (fresh or conversation.item_id != item.pk):
        _pin(conversation, item, client_id, actor, customer)
    if share is not None:
        conversation.share = share
        look_at_selection(share=share, what="asked", item=item, actor=actor)
    message = append(
        conversation, kind=Message.Kind.TEXT, author=actor, author_name=customer.given_name,
        body=body, client_id=client_id,
    )  # fmt: skip
    if conversation.waiting_since is None:
        conversation.waiting_since = message.at
    conversation.save(update_fields=["state", "item", "share", "started_at", "waiting_since"])
    if fresh:
        timeline.record(
            kind="chatted", channel="chat", actor=actor, customer=customer, item=item,
            ref=f"conversation:{conversation.public_id}", facts={"text": body[:QUOTED]},
        )  # fmt: skip
    answer_automatically(conversation=conversation, question=message)
    tell_when(conversation=conversation, question=message)
    live.queue_changed()
    return message


def _opened(customer: Customer) -> tuple[Conversation, bool]:
    """Her conversation, locked; a second first question waits here for the first one's commit."""
    moment = now()
    conversation, fresh = Conversation.objects.get_or_create(
        customer=customer, defaults={"started_at": moment, "last_at": moment}
    )
    return locked(conversation), fresh


def _reopen(conversation: Conversation) -> bool:
    if conversation.state == Conversation.State.OPEN:
        return False
    conversation.state = Conversation.State.OPEN
    conversation.started_at = now()
    return True


def _pin(
    conversation: Conversation, item: Item, client_id: uuid.UUID, actor: Actor, customer: Customer
) -> None:
    conversation.item = item
    append(
        conversation, kind=Message.Kind.ITEM, author=actor, author_name=customer.given_name,
        body=item.title, item=item, client_id=follow_up(client_id, "item"),
    )  # fmt: skip
