"""Out of hours: tell the customer when somebody answers."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from django.db import transaction

from inventory.models import Item, StockRecord
from omni.lib.actors import system
from omni.lib.clock import now
from omni.lib.spoken import time_and_day
from staff.models import Store
from staff.selectors import hours

from ..log import append
from ..models import Conversation, Message

HOURS = system("hours")
STILL_HERE = dt.timedelta(minutes=15)


@transaction.atomic
def tell_when(*, conversation: Conversation, question: Message) -> Message | None:
    """The notice that says when somebody answers, once per wait; nothing while somebody is on."""
    at = now()
    if hours.answering(at) or _somebody_stayed(conversation, at):
        return None
    store = store_of(conversation.item)
    coming = hours.next_answer(at)
    text = when_sentence(coming, at, conversation, store)
    client_id = uuid.uuid5(conversation.public_id, f"{conversation.started_at} {_whose(coming)}")
    if conversation.messages.filter(author=str(HOURS), client_id=client_id).exists():
        return None
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
