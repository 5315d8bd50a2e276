"""What a chat test begins with: a question, an answer, somebody on, an approved answer."""

import datetime as dt
import uuid

from chat.actions.ask import ask
from chat.actions.reply import reply
from chat.models import Answer, Conversation, Message
from customers.models import Customer
from inventory.models import Item
from omni.lib.clock import now
from staff.models import Shift, Store, User
from tests.cast import acting


def asks(
    customer: Customer, body: str = "Is it eye clean?", item: Item | None = None, client_id=None
) -> Message:
    return ask(
        customer=customer, item=item, body=body, client_id=client_id or uuid.uuid4(),
        actor=acting(customer),
    )  # fmt: skip


def replies(
    user: User, conversation: Conversation, body: str = "Yes, it is.", client_id=None
) -> Message:
    return reply(
        conversation=conversation, body=body, client_id=client_id or uuid.uuid4(),
        actor=acting(user),
    )  # fmt: skip


def a_conversation(customer: Customer, body: str = "Is it eye clean?", **about) -> Conversation:
    return Conversation.objects.get(pk=asks(customer, body, **about).conversation_id)


def on_shift(
    user: User, start: dt.datetime | None = None, hours: float = 8, store: Store | None = None
) -> Shift:
    """At the desk, or with a `store` on its floor; since an hour ago unless told."""
    start = start or now() - dt.timedelta(hours=1)
    kind = Shift.Kind.FLOOR if store else Shift.Kind.DESK
    end = start + dt.timedelta(hours=hours)
    return Shift.objects.create(user=user, kind=kind, store=store, starts_at=start, ends_at=end)


def approved(by: User, questions: str, body: str, title: str = "Colour grades") -> Answer:
    return Answer.objects.create(
        title=title, questions=questions, body=body, approved_by=by, approved_at=now()
    )


def told(conversation: Conversation) -> list[tuple[int, str, str]]:
    """(seq, kind, body) of every message."""
    return list(conversation.messages.values_list("seq", "kind", "body"))
