"""Reads over messages."""

import datetime as dt

from omni.lib.clock import now

from .actions.claim import claimable
from .models import InboundMessage, Message

PATIENCE = dt.timedelta(seconds=3)


def missed(most: int = 500) -> list[Message]:
    """Due or stuck, codes first; one that has just come due is left to the worker it woke."""
    waiting = Message.objects.filter(claimable(), due_at__lte=now() - PATIENCE)
    return list(waiting.only("pk", "public_id", "purpose").order_by("due_at")[:most])


def unprocessed(most: int = 100) -> list[int]:
    """Keys of messages that came in and that nobody has dealt with, oldest first."""
    waiting = InboundMessage.objects.filter(
        processed_at=None, received_at__lte=now() - PATIENCE
    ).order_by("pk")
    return list(waiting.values_list("pk", flat=True)[:most])
