"""A merge is undone: each of the two has a conversation of their own again."""

from django.db import transaction

from customers.models import Merge
from customers.parts import Part
from omni.lib.actors import Actor
from omni.lib.clock import now

from .. import live
from ..log import locked, withdraw
from ..models import Assignment, Conversation
from ..parting import Talk, talk_of
from ..standing import stand_again


@transaction.atomic
def part_conversations(*, merge: Merge, actor: Actor) -> list[Part]:
    """Take the gone one's words out of the kept one's conversation; theirs goes on where it was.

    What was said since the merge stays where it was said. A question that was answered there isn't
    asked again.
    """
    talk = talk_of(merge)
    if talk is None:
        return []
    both = sorted((talk.ours, talk.theirs), key=lambda one: one.pk)
    rows = {one.pk: one for one in map(locked, both)}
    talk.ours, talk.theirs = rows[talk.ours.pk], rows[talk.theirs.pk]
    parts = talk.parts
    if talk.opens_again:
        _open_again(talk)
    if talk.is_untouched:
        _as_before(talk)
    elif later := talk.next(merge):
        _leave_to(later, talk)
    if talk.is_empty:
        _forget(talk.ours)
    else:
        withdraw(talk.theirs, talk.ours)
    live.queue_changed()
    return parts


def _open_again(talk: Talk) -> None:
    """With whoever answered, if she still does; else it waits."""
    stand_again(talk.theirs, talk.moved["theirs"])
    continued = Assignment.objects.filter(pk__in=talk.moved["continued"])
    left = continued.filter(ended_at__isnull=False).exists()
    answering = Assignment.objects.filter(pk__in=talk.moved["answering"])
    if answering.exists() and not left:
        answering.update(ended_at=None, outcome="")
    elif talk.theirs.waiting_since is None:
        Conversation.objects.filter(pk=talk.theirs.pk).update(waiting_since=now())


def _as_before(talk: Talk) -> None:
    """Nothing was said in the kept one's since: it stands as it did, and nobody took it over."""
    Assignment.objects.filter(pk__in=talk.moved["continued"]).delete()
    stand_again(talk.ours, talk.moved["ours"])


def _leave_to(later: Merge, talk: Talk) -> None:
    """Another joined her since: when that is undone too, the conversation is as it was before."""
    chat = later.moved["chat"]
    chat |= {name: talk.moved[name] for name in ("made", "ours", "began")}
    chat["continued"] = talk.moved["continued"] + chat["continued"]
    Merge.objects.filter(pk=later.pk).update(moved=later.moved)


def _forget(conversation: Conversation) -> None:
    """One that only the merge made, with nothing of hers in it."""
    conversation.messages.all().delete()
    conversation.assignments.all().delete()
    conversation.delete()
