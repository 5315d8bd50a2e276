"""Take in a message: its row first, committed; then STOP, START and HELP are honoured."""

import re

from django.conf import settings
from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.events import emit

from ..events import MessageReceived
from ..models import InboundMessage, Suppression
from .write import write_message

STOP = {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"}
START = {"start", "unstop"}
HELP = {"help", "info"}
LONGEST = 1600
REPLIES = {
    "stop": "You won’t get any more texts from us. Reply START to change your mind.",
    "start": "You’ll get our texts again. Reply STOP to end them.",
    "help": "This is Tolland. Reply STOP to end our texts, START to get them again.",
}


def receive_message(
    *, provider: str, ref: str, from_address: str, to_address: str, body: str, actor: Actor
) -> InboundMessage:
    """The same `ref` of a provider is taken in once."""
    with transaction.atomic():
        inbound, _ = InboundMessage.objects.get_or_create(
            provider=provider,
            provider_ref=ref,
            defaults={
                "from_address": from_address,
                "to_address": to_address,
                "body": body[:LONGEST],
            },
        )
    process_inbound(inbound_id=inbound.pk, actor=actor)
    return inbound


@transaction.atomic
def process_inbound(*, inbound_id: int, actor: Actor) -> bool:
    """Do what it asks, once; False when that was done already."""
    waiting = InboundMessage.objects.select_for_update().filter(pk=inbound_id, processed_at=None)
    inbound = waiting.first()
    if inbound is None:
        return False
    word = keyword(inbound.body)
    if word == "stop":
        Suppression.objects.get_or_create(
            address=inbound.from_address, defaults={"source": f"inbound:{inbound.pk}"}
        )
    elif word == "start":
        Suppression.objects.filter(address=inbound.from_address).delete()
    if word and not (inbound.provider == "twilio" and settings.TWILIO_ANSWERS):
        write_message(
            channel="sms",
            purpose="reply",
            to_address=inbound.from_address,
            body=REPLIES[word],
            dedupe_key=f"inbound:{inbound.pk}",
            actor=actor,
        )
    InboundMessage.objects.filter(pk=inbound.pk).update(processed_at=now())
    if not word:
        emit(MessageReceived(inbound.pk))
    return True


def keyword(body: str) -> str:
    """`stop`, `start` or `help` when the message says just that, however it is written."""
    word = re.sub(r"[^a-z]", "", body.lower())
    for name, words in (("stop", STOP), ("start", START), ("help", HELP)):
        if word in words:
            return name
    return ""
