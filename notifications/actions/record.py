"""Record what became of a message: sent, tried again later, or given up."""

import datetime as dt

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.events import emit

from ..events import MessageFailed, MessageSent
from ..models import Attempt, Message
from ..providers.answers import Answer

MOST_TRIES = 8
FIRST_WAIT = 20  # seconds, doubled with every try
LONGEST_WAIT = 3600
LOOK_AGAIN = 20  # seconds until the journal is asked about an unknown outcome


@transaction.atomic
def record_answer(
    *, message: Message, number: int, provider: str, answer: Answer, actor: Actor
) -> bool:
    """Write the answer down; False when another has taken the message over meanwhile."""
    problem = answer.problem[:200]
    Attempt.objects.filter(message=message, number=number, finished_at=None).update(
        finished_at=now(), outcome=answer.outcome, problem=problem
    )
    ours = Message.objects.filter(pk=message.pk, state=Message.State.SENDING, attempts=number)
    if not ours.update(provider=provider, problem=problem):
        return False
    if answer.outcome == "sent":
        mark_sent(message=message, ref=answer.ref)
    elif answer.outcome == "lost":
        give_up(message=message, state=Message.State.UNKNOWN, problem=problem)
    elif answer.outcome == "refused" or number >= MOST_TRIES:
        give_up(message=message, state=Message.State.FAILED, problem=problem)
    else:
        _again(message, number, answer)
    return True


def mark_sent(*, message: Message, ref: str) -> None:
    """Final: a provider has it; its secrets are blanked. Runs in the caller's transaction."""
    moment = now()
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.SENT,
        sent_at=moment,
        final_at=moment,
        provider_ref=ref,
        secrets=b"",
        problem="",
    )
    emit(MessageSent(message.pk))


def _again(message: Message, number: int, answer: Answer) -> None:
    wait = answer.wait or min(FIRST_WAIT * 2 ** (number - 1), LONGEST_WAIT)
    if answer.outcome == "unknown":
        wait = LOOK_AGAIN
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.QUEUED, due_at=now() + dt.timedelta(seconds=wait)
    )


def give_up(*, message: Message, state: str, problem: str) -> None:
    """Final without being sent; its secrets are blanked. Runs in the caller's transaction."""
    Message.objects.filter(pk=message.pk).update(
        state=state, final_at=now(), secrets=b"", problem=problem[:200]
    )
    emit(MessageFailed(message.pk))
