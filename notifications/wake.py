"""Which task delivers a message."""

from omni.lib.waking import wake

from .models import Message


def wake_message(message: Message) -> None:
    """A code goes through the urgent queue, so that no pile of news is before it."""
    task = "deliver_urgent" if message.purpose == Message.Purpose.CODE else "deliver"
    wake(f"notifications.tasks.{task}", message.pk)
