"""Claim a message for one asking of its provider, by compare-and-swap."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from omni.lib.actors import Actor
from omni.lib.clock import now

from ..models import Attempt, Message, Suppression
from .record import give_up

DOUBTFUL = ("", "unknown")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is ours until it counts as stuck.

    `doubts` earlier askings had no known end. `withheld` says why it may only be looked up in the
    provider's journal and no longer be sent.
    """

    message: Message
    number: int
    doubts: int
    withheld: str


def claimable() -> Q:
    """Due now, or being sent for so long that whoever sent it has died."""
    moment = now()
    stuck = moment - dt.timedelta(seconds=settings.MESSAGE_STUCK_SECONDS)
    return Q(final_at=None) & (
        Q(state=Message.State.QUEUED, due_at__lte=moment)
        | Q(state=Message.State.SENDING, claimed_at__lte=stuck)
    )


@transaction.atomic
def claim_message(*, message_id: int, actor: Actor) -> Claimed | None:
    """The message with its attempt opened; nothing when another has it or it won't be sent."""
    taken = Message.objects.filter(claimable(), pk=message_id).update(
        state=Message.State.SENDING, claimed_at=now(), attempts=F("attempts") + 1
    )
    if not taken:
        return None
    message = Message.objects.get(pk=message_id)
    doubts = message.tries.filter(outcome__in=DOUBTFUL).count()
    state, withheld = _withheld(message)
    if withheld and not doubts:
        give_up(message=message, state=state, problem=withheld)
        return None
    Attempt.objects.create(message=message, number=message.attempts, started_at=now())
    return Claimed(message, message.attempts, doubts, withheld)


def _withheld(message: Message) -> tuple[str, str]:
    """The state to end in and why; two empty words when it may leave."""
    if message.expires_at and message.expires_at <= now():
        return Message.State.FAILED, "Too late to be of use."
    stopped = Suppression.objects.filter(address=message.to_address)
    if not message.is_asked_for and stopped.exists():
        return Message.State.SUPPRESSED, "They said stop."
    return "", ""
