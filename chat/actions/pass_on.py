"""Pass a conversation to a colleague or back to the queue: always one of the two."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from staff.models import User
from staff.roles import may

from .. import live
from ..errors import AlreadyFinished, CannotAnswer
from ..log import append, locked
from ..models import Assignment, Conversation, Message


@transaction.atomic
def pass_on(*, conversation: Conversation, to: User | None, actor: Actor) -> Conversation:
    """End the present assignment and begin the next, or let the conversation wait again.

    `to` nobody means the queue. The customer reads what happened. Passing to who answers already
    changes nothing. Raises `CannotAnswer`, `AlreadyFinished`.
    """
    if to is not None and not may(to, *live.ANSWERS):
        raise CannotAnswer
    conversation = locked(conversation)
    if conversation.state == Conversation.State.FINISHED:
        raise AlreadyFinished
    current = conversation.assignments.filter(ended_at=None).select_related("user").first()
    if (current.user_id if current else None) == (to.pk if to else None):
        return conversation
    moment = now()
    if current is not None:
        current.ended_at, current.outcome = moment, Assignment.Outcome.PASSED
        current.save(update_fields=["ended_at", "outcome"])
    if to is not None:
        Assignment.objects.create(
            conversation=conversation, user=to, started_at=moment,
            asked_at=conversation.waiting_since,
        )  # fmt: skip
    elif conversation.waiting_since is None:
        conversation.waiting_since = moment
        conversation.save(update_fields=["waiting_since"])
    append(
        conversation, kind=Message.Kind.NOTICE, author=actor, author_name=actor.name,
        body=_told(current.user if current else None, to),
    )  # fmt: skip
    live.queue_changed()
    return conversation


def _told(by: User | None, to: User | None) -> str:
    if to is None:
        return f"{by.given_name} had to go. The next of us who’s free reads it all and answers."
    if by is None:
        return f"{to.given_name} will answer you."
    return f"{by.given_name} passed this to {to.given_name}, who’ll read all of it first."
