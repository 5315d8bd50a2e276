"""A conversation is done for now; the next question opens it again."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now

from .. import live
from ..log import append, locked
from ..models import Assignment, Conversation, Message


@transaction.atomic
def finish(*, conversation: Conversation, actor: Actor) -> Conversation:
    """Close it and end the assignment. Finishing twice is finishing once."""
    conversation = locked(conversation)
    if conversation.state == Conversation.State.FINISHED:
        return conversation
    conversation.assignments.filter(ended_at=None).update(
        ended_at=now(), outcome=Assignment.Outcome.FINISHED
    )
    conversation.state = Conversation.State.FINISHED
    conversation.waiting_since = None
    conversation.save(update_fields=["state", "waiting_since"])
    append(
        conversation, kind=Message.Kind.NOTICE, author=actor, author_name=actor.name,
        body="This chat is finished. Write whenever you like and it opens again.",
    )  # fmt: skip
    live.queue_changed()
    return conversation
