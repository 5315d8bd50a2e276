"""Reading the built-in handset, as a person looks at her telephone."""

import re

from notifications.actions.deliver import deliver_message
from notifications.models import Message
from notifications.providers import handset
from omni.lib.actors import system

WORKER = system("worker")


def deliver_all() -> None:
    """What the worker would do with everything that waits."""
    for key in Message.objects.filter(final_at=None).order_by("pk").values_list("pk", flat=True):
        deliver_message(message_id=key, actor=WORKER)


def texts_to(address: str) -> list[str]:
    """What arrived at this phone or mailbox, oldest first."""
    return [entry.text for entry in reversed(handset.entries()) if entry.to_address == address]


def code_at(address: str) -> str:
    """The six digits of the newest code that arrived there, delivered now."""
    deliver_all()
    return re.search(r"\b\d{6}\b", texts_to(address)[-1])[0]
