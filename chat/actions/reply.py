"""Somebody of ours replies; who replies first to a waiting conversation takes it."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from staff.models import User

from .. import live
from ..errors import AnsweredByAnother, CannotAnswer
from ..limits import fitting
from ..log import append, locked, said_before
from ..models import Conversation, Message
from .join import take


@transaction.atomic
def reply(*, conversation: Conversation, body: str, client_id: object, actor: Actor) -> Message:
    """Keep the reply; the customer no longer waits. A finished conversation opens again.

    The same `client_id` gives the same message. Raises `AnsweredByAnother`, `CannotAnswer`,
    `EmptyMessage`, `MessageTooLong`, `KeyReused`.
    """
    body = fitting(body)
    conversation = locked(conversation)
    if before := said_before(conversation, author=actor, client_id=client_id, body=body):
        return before
    if actor.kind != "user":
        raise CannotAnswer
    user = User.objects.get(public_id=actor.ref)
    if conversation.state == Conversation.State.FINISHED:
        conversation.state, conversation.started_at = Conversation.State.OPEN, now()
    assignment = conversation.assignments.filter(ended_at=None).select_related("user").first()
    if assignment is None:
        assignment = take(conversation, user=user, actor=actor)
    elif assignment.user_id != user.pk:
        raise AnsweredByAnother(f"{assignment.user.given_name} is answering this one.")
    message = append(
        conversation, kind=Message.Kind.TEXT, author=actor, author_name=user.given_name,
        body=body, client_id=client_id,
    )  # fmt: skip
    if assignment.replied_at is None:
        assignment.replied_at = message.at
        assignment.save(update_fields=["replied_at"])
    conversation.waiting_since = None
    conversation.save(update_fields=["state", "started_at", "waiting_since"])
    live.queue_changed()
    return message
