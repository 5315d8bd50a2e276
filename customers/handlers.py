"""What customers hear from below is on their timeline: messages that left, pieces that they took
home, pieces that don't come.
"""

import uuid

from inventory.events import MemoChanged, NotBrought
from inventory.models import Item, Memo, Transfer
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


def _customer_of(reference: str) -> Customer | None:
    """The person behind `customer:<uuid>` or `appointment:<uuid>`; else nobody."""
    kind, _, key = reference.partition(":")
    try:
        ref = uuid.UUID(key)
    except ValueError:
        return None
    if kind == "appointment":
        return Customer.objects.filter(appointments__public_id=ref).first()
    return Customer.objects.filter(public_id=ref).first() if kind == "customer" else None


def memo_changed(event: MemoChanged) -> None:
    """What she took home on approval or brought back, piece by piece."""
    memo = Memo.objects.select_related("origin__store").get(pk=event.memo_id)
    customer = _customer_of(memo.holder)
    if customer is None:
        return
    due = f"{memo.due_on.day} {memo.due_on:%B}"
    kinds = {"opened": Interaction.Kind.TOOK_HOME, "returned": Interaction.Kind.BROUGHT_BACK}
    facts = {"number": memo.number} | ({"due": due} if event.what == "opened" else {})
    for item in Item.objects.filter(pk__in=event.item_ids).order_by("pk"):
        record(
            kind=kinds[event.what], channel=Interaction.Channel.STORE, actor=event.actor,
            customer=customer, store=memo.origin.store, item=item, ref=f"memo:{memo.public_id}",
            facts=facts,
        )  # fmt: skip


def not_brought(event: NotBrought) -> None:
    """What she waits for in a store doesn't come: whoever opens her profile there knows why."""
    transfer = Transfer.objects.select_related("destination__store").get(pk=event.transfer_id)
    items = Item.objects.in_bulk([item_id for _, item_id in event.held])
    for holder, item_id in event.held:
        if customer := _customer_of(holder):
            item = items[item_id]
            said = f"{item.sku} isn’t brought to {transfer.destination.name}: {event.why}"
            record(
                kind=Interaction.Kind.NOTED, channel=Interaction.Channel.STORE, actor=event.actor,
                customer=customer, store=transfer.destination.store, item=item,
                ref=f"transfer:{transfer.public_id}", facts={"text": said},
            )  # fmt: skip
