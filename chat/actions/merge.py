"""Two customers turned out to be one: the kept one's conversation goes on with both histories."""

from django.db import transaction

from customers.models import Customer
from omni.lib.actors import Actor
from omni.lib.clock import now

from .. import live
from ..log import locked, take_over
from ..models import Assignment, Conversation
from ..standing import standing


@transaction.atomic
def merge_conversations(*, gone: Customer, kept: Customer, actor: Actor) -> dict | None:
    """Say everything again, in order and under new numbers, in the kept one's conversation.

    What was in the gone one's stays there, finished, so that the merge can be undone. Merging twice
    is merging once. Whoever answered, or the wait, comes along. Answers how both stood before.
    """
    theirs = Conversation.objects.filter(customer=gone).first()
    if theirs is None:
        return None
    moment = now()
    ours, made = Conversation.objects.get_or_create(
        customer=kept,
        defaults={
            "started_at": theirs.started_at, "last_at": theirs.last_at,
            "state": Conversation.State.FINISHED,
        },
    )  # fmt: skip
    rows = {one.pk: one for one in map(locked, sorted((ours, theirs), key=lambda one: one.pk))}
    ours, theirs = rows[ours.pk], rows[theirs.pk]
    moved = {
        "made": made, "began": ours.last_seq, "ours": standing(ours), "theirs": standing(theirs),
        "continued": [], "answering": [],
    }  # fmt: skip
    take_over(theirs, ours)
    if theirs.state == Conversation.State.OPEN:
        moved["continued"] = _continue(theirs, ours)
        answering = theirs.assignments.filter(ended_at=None)
        moved["answering"] = list(answering.values_list("pk", flat=True))
        answering.update(ended_at=moment, outcome=Assignment.Outcome.PASSED)
        theirs.state, theirs.waiting_since = Conversation.State.FINISHED, None
        theirs.save(update_fields=["state", "waiting_since"])
    live.queue_changed()
    return moved | {"last_seq": ours.last_seq}


def _continue(theirs: Conversation, ours: Conversation) -> list[int]:
    """The open one's stone, wait and colleague, unless the kept one has its own.

    Answers the key of the colleague's new assignment, if there is one.
    """
    continued = []
    was_open = ours.state == Conversation.State.OPEN
    answering = theirs.assignments.filter(ended_at=None).first()
    if answering and not (was_open and ours.assignments.filter(ended_at=None).exists()):
        assignment = Assignment.objects.create(
            conversation=ours, user=answering.user, started_at=answering.started_at,
            asked_at=answering.asked_at, replied_at=answering.replied_at,
        )  # fmt: skip
        continued.append(assignment.pk)
    waits = [since for since in (theirs.waiting_since, ours.waiting_since) if since]
    ours.state, ours.waiting_since = Conversation.State.OPEN, min(waits, default=None)
    ours.item = theirs.item or ours.item
    ours.share = theirs.share or ours.share
    if not was_open:
        ours.started_at = theirs.started_at
    ours.save(update_fields=["state", "waiting_since", "item", "share", "started_at"])
    return continued
