"""The desk's queue: who waits, who is with whom, and how the evening goes."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Avg, Count, F, OuterRef, Q, Subquery

from customers.selectors.called import call
from omni.lib.clock import now
from staff.models import User

from ..models import Assignment, Conversation, Message

PROMISE = dt.timedelta(minutes=1)
SPOKEN = (Message.Kind.TEXT, Message.Kind.AUTOMATIC)


@dataclass(slots=True)
class Line:
    """One conversation in the queue: whose it is, and what was said last."""

    conversation: Conversation
    user: User | None
    last: str
    last_by: str
    last_from_customer: bool
    waits: dt.timedelta | None

    @property
    def is_late(self) -> bool:
        """Waiting for longer than we promise."""
        return self.waits is not None and self.waits > PROMISE

    @property
    def since(self) -> str:
        """`1:10` while she waits under an hour, else `2 h`; `now`, `4 min` since the last word."""
        if self.waits is not None and self.waits < dt.timedelta(hours=1):
            seconds = max(int(self.waits.total_seconds()), 0)
            return f"{seconds // 60}:{seconds % 60:02}"
        quiet = self.waits or now() - self.conversation.last_at
        minutes = int(quiet.total_seconds() // 60)
        if minutes < 1:
            return "now"
        return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"


@dataclass(slots=True)
class Queue:
    waiting: list[Line] = field(default_factory=list)
    yours: list[Line] = field(default_factory=list)
    others: dict[User, list[Line]] = field(default_factory=dict)
    finished: int = 0
    first_reply: dt.timedelta | None = None

    @property
    def longest(self) -> Line | None:
        return self.waiting[0] if self.waiting else None


def desk_queue(user: User) -> Queue:
    """Everything open, who waits longest first; three queries, four when somebody has no name."""
    queue = Queue()
    owners = {
        one.conversation_id: one.user
        for one in Assignment.objects.filter(ended_at=None).select_related("user")
    }
    moment = now()
    conversations = list(_open())
    call([one.customer for one in conversations])
    for conversation in conversations:
        owner = owners.get(conversation.pk)
        since = conversation.waiting_since
        line = Line(
            conversation, owner, conversation.last_body or "", conversation.last_author or "",
            bool(conversation.last_from_customer), moment - since if since else None,
        )  # fmt: skip
        if owner is None:
            queue.waiting.append(line)
        elif owner.pk == user.pk:
            queue.yours.append(line)
        else:
            queue.others.setdefault(owner, []).append(line)
    queue.waiting.sort(key=lambda line: line.waits or dt.timedelta(), reverse=True)
    tonight = Assignment.objects.filter(started_at__gt=moment - dt.timedelta(hours=12)).aggregate(
        finished=Count("pk", filter=Q(outcome=Assignment.Outcome.FINISHED)),
        first_reply=Avg(F("replied_at") - F("asked_at")),
    )
    queue.finished, queue.first_reply = tonight["finished"], tonight["first_reply"]
    return queue


def _open():
    last = Message.objects.filter(conversation=OuterRef("pk"), kind__in=SPOKEN).order_by("-seq")
    return (
        Conversation.objects.filter(state=Conversation.State.OPEN)
        .select_related("customer", "item__stone", "item__product")
        .annotate(
            last_body=Subquery(last.values("body")[:1]),
            last_author=Subquery(last.values("author_name")[:1]),
            last_from_customer=Subquery(last.values("from_customer")[:1]),
        )
        .order_by("-last_at")
    )


def finished_lately(limit: int = 50) -> list[Assignment]:
    """What was finished in the last twelve hours, newest first."""
    done = Assignment.objects.filter(
        outcome=Assignment.Outcome.FINISHED, ended_at__gt=now() - dt.timedelta(hours=12)
    )
    done = done.select_related("user", "conversation__customer", "conversation__item__stone")
    found = list(done.order_by("-ended_at")[:limit])
    call([one.conversation.customer for one in found])
    return found
