"""What customers hear from below: a message that left is on their timeline."""

from notifications.events import MessageSent
from notifications.models import Message
from omni.lib.actors import system

from .models import Customer, Interaction
from .timeline import record

SHOWN = 160
WORKER = system("worker")


def message_sent(event: MessageSent) -> None:
    """Codes stay off the timeline: signing in is on it. Secrets were marks, and stay marks."""
    message = Message.objects.get(pk=event.message_id)
    kind, _, key = message.recipient.partition(":")
    if kind != "customer" or message.purpose == Message.Purpose.CODE:
        return
    customer = Customer.objects.filter(public_id=key).first()
    if customer:
        record(
            kind=Interaction.Kind.MESSAGED,
            channel=message.channel,
            actor=WORKER,
            customer=customer,
            ref=f"message:{message.public_id}",
            facts={"text": message.body[:SHOWN], "subject": message.subject},
        )
