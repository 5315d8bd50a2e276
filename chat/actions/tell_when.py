"""Out of hours: tell the customer when somebody answers, and the store's duty phone who asks."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from inventory.models import Item, StockRecord
from notifications.actions.write import write_message
from omni.lib.actors import system
from omni.lib.clock import now
from omni.lib.limits import count
from omni.lib.spoken import time_and_day
from staff.models import Store
from staff.selectors import hours

from ..log import append
from ..models import Conversation, Message

HOURS = system("hours")
STILL_HERE = dt.timedelta(minutes=15)
QUOTED = 80
HOUR, TEXTS_AN_HOUR = dt.timedelta(hours=1), 12
NO_MARKS = str.maketrans("{}", "()")  # braces are marks in a message body


@transaction.atomic
def tell_when(*, conversation: Conversation, question: Message) -> Message | None:
    """The notice that says when somebody answers, once per wait; nothing while somebody is on.

    The duty phone of the store where the piece lies gets one text per conversation and night.
    """
    at = now()
    if hours.answering(at) or _somebody_stayed(conversation, at):
        return None
    store = store_of(conversation.item)
    coming = hours.next_answer(at)
    text = when_sentence(coming, at, conversation, store)
    client_id = uuid.uuid5(conversation.public_id, f"{conversation.started_at} {_whose(coming)}")
    if conversation.messages.filter(author=str(HOURS), client_id=client_id).exists():
        return None
    if store is not None and store.duty_phone:
        _text_duty_phone(conversation, question, store, at)
    return append(
        conversation, kind=Message.Kind.NOTICE, author=HOURS, body=text, client_id=client_id
    )


def when_sentence(
    coming: hours.Stretch | None, at: dt.datetime, conversation: Conversation, store: Store | None
) -> str:
    """Who answers from when, in the customer's time where we know it, else in the store's."""
    if coming is None:
        return "We’re closed now. We’ll answer here as soon as one of us is back."
    place, hers = store or coming.store or Store(), conversation.customer.zone
    zone = ZoneInfo(hers) if hers else place.tz
    whose = f", {place.city} time" if place.city and not hers else ""
    when = time_and_day(coming.starts_at.astimezone(zone), at.astimezone(zone))
    who = f"{coming.user.given_name} answers" if coming.user else "We answer"
    return f"We’re closed now. {who} from {when}{whose}."


def _whose(coming: hours.Stretch | None) -> str:
    """The same wait has the same name, also past midnight."""
    return f"{coming.starts_at} {coming.user or coming.store}" if coming else "nobody"


def store_of(item: Item | None) -> Store | None:
    """The store where the piece lies, else the brand's first."""
    stores = Store.objects.filter(is_active=True)
    if item is not None:
        lies = StockRecord.objects.filter(item=item, on_hand__gt=0, location__store__isnull=False)
        if found := stores.filter(pk__in=lies.values("location__store")).first():
            return found
    return stores.first()


def _somebody_stayed(conversation: Conversation, at: dt.datetime) -> bool:
    """Who stays on after her shift and just wrote is not away."""
    if not conversation.assignments.filter(ended_at=None).exists():
        return False
    ours = conversation.messages.filter(kind=Message.Kind.TEXT, from_customer=False)
    return ours.filter(at__gt=at - STILL_HERE).exists()


def _text_duty_phone(
    conversation: Conversation, question: Message, store: Store, at: dt.datetime
) -> None:
    """A dozen an hour per store: whoever opens one chat after another rings nobody out of bed.

    The desk's queue has them all.
    """
    if count(name=f"duty:{store.public_id}", per=HOUR) > TEXTS_AN_HOUR:
        return
    night = (store.local(at) - dt.timedelta(hours=12)).date()
    item = conversation.item
    about = f" about {item.title} ({item.sku})" if item else ""
    words = " ".join(question.body.split()).translate(NO_MARKS)
    quote = words if len(words) <= QUOTED else words[: QUOTED - 1].rstrip() + "…"
    link = settings.PUBLIC_URL + reverse("desk:conversation", args=[conversation.public_id])
    write_message(
        channel="sms", purpose="staff", to_address=store.duty_phone,
        recipient=f"store:{store.public_id}",
        body=f"{conversation.customer} asks{about}: “{quote}” {link}",
        dedupe_key=f"closed:{conversation.public_id}:{night}", actor=HOURS,
    )  # fmt: skip
