"""Answer what we surely know, as long as no person has joined: approved answers and the stock."""

from django.db import transaction

from omni.lib.actors import system

from ..log import append, follow_up
from ..matching import SURE, likeness
from ..models import Answer, Conversation, Message
from ..stock_answer import SOURCE, stock_answer


@transaction.atomic
def answer_automatically(*, conversation: Conversation, question: Message) -> Message | None:
    """The answer as a message that names its source, and who approved it, or nothing.

    Nothing is the rule: a person has joined, or no approved answer is surely about the question.
    """
    joined = conversation.assignments.filter(started_at__gte=conversation.started_at)
    if joined.exists():
        return None
    if answer := _surest(question.body):
        body, source, name = answer.body, answer.title, answer.approved_by.given_name
    elif body := stock_answer(conversation.item, question.body):
        source, name = SOURCE, ""
    else:
        return None
    return append(
        conversation, kind=Message.Kind.AUTOMATIC, author=system("answers"), author_name=name,
        body=body, source=source, client_id=follow_up(question.client_id, "answer"),
    )  # fmt: skip


def _surest(question: str) -> Answer | None:
    """The approved answer that fits best, if it fits surely."""
    best, surest = 0.0, None
    for answer in Answer.objects.filter(is_active=True).select_related("approved_by"):
        for known in answer.questions.splitlines():
            if (score := likeness(question, known)) > best:
                best, surest = score, answer
    return surest if best >= SURE else None
