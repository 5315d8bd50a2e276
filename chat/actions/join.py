"""Somebody of ours takes a conversation: from now on she, and she alone, answers."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from staff.models import User
from staff.roles import may

from .. import live
from ..errors import AlreadyFinished, AnsweredByAnother, CannotAnswer
from ..log import append, locked
from ..models import Assignment, Conversation, Message

HAS = {"she": "She’s", "he": "He’s", "they": "They’ve"}


@transaction.atomic
def join(*, conversation: Conversation, user: User, actor: Actor) -> Assignment:
    """Make `user` the one who answers; the customer reads that she joined.

    Joining twice is joining once. Raises `AnsweredByAnother`, `AlreadyFinished`, `CannotAnswer`.
    """
    conversation = locked(conversation)
    current = conversation.assignments.filter(ended_at=None).select_related("user").first()
    if current is not None:
        if current.user_id != user.pk:
            raise AnsweredByAnother(f"{current.user.given_name} is answering this one.")
        return current
    if conversation.state == Conversation.State.FINISHED:
        raise AlreadyFinished
    return take(conversation, user=user, actor=actor)


def take(conversation: Conversation, *, user: User, actor: Actor) -> Assignment:
    """The joining itself, of a locked conversation that nobody answers."""
    if not may(user, *live.ANSWERS):
        raise CannotAnswer
    assignment = Assignment.objects.create(
        conversation=conversation, user=user, started_at=now(), asked_at=conversation.waiting_since
    )
    append(
        conversation, kind=Message.Kind.JOINED, author=actor, author_name=user.name,
        body=f"{user.given_name} joined. {HAS[user.pronoun]} read your questions.",
    )  # fmt: skip
    live.queue_changed()
    return assignment
