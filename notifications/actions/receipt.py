"""A provider says what became of a message; receipts come late, twice and out of order."""

import uuid

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now

from ..models import Message, Receipt
from .record import give_up, mark_sent

TAKEN = {"accepted", "queued", "sending", "sent", "delivered", "read"}
ARRIVED = {"delivered", "read"}
LOST = {"failed", "undelivered"}


@transaction.atomic
def record_receipt(
    *, message: uuid.UUID, status: str, ref: str = "", problem: str = "", actor: Actor
) -> bool:
    """False for a message that isn't ours. What has arrived stays so, whatever comes after."""
    row = Message.objects.select_for_update().filter(public_id=message).first()
    if row is None:
        return False
    Receipt.objects.get_or_create(message=row, status=status[:20], defaults={"at": now()})
    if row.state == Message.State.DELIVERED:
        return True
    if status in TAKEN and row.sent_at is None:
        mark_sent(message=row, ref=ref or row.provider_ref)
    if status in ARRIVED:
        Message.objects.filter(pk=row.pk).update(state=Message.State.DELIVERED)
    elif status in LOST and row.state != Message.State.FAILED:
        give_up(message=row, state=Message.State.FAILED, problem=problem or status)
    return True
