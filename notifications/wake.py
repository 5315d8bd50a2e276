"""Tell the worker that a message waits. Redis may be gone: then the sweep finds the row."""

import logging

from .models import Message

log = logging.getLogger(__name__)


def wake(message: Message) -> None:
    """A code goes through the urgent queue, so that no pile of news is before it."""
    from .tasks import deliver, deliver_urgent

    task = deliver_urgent if message.purpose == Message.Purpose.CODE else deliver
    try:
        task.apply_async([message.pk], retry=False)
    except Exception as error:  # the row waits; the sweep will find it
        log.warning("no worker was woken for message %s: %s", message.public_id, error)
