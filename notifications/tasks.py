"""Background shells: deliver one message, and sweep up those that were missed."""

from omni.lib.actors import system
from omni.lib.background import shared_task

from .actions.deliver import deliver_message
from .actions.receive import process_inbound
from .selectors import missed, unprocessed
from .wake import wake_message

WORKER = system("worker")


@shared_task
def deliver(message_id: int) -> None:
    deliver_message(message_id=message_id, actor=WORKER)


@shared_task
def deliver_urgent(message_id: int) -> None:
    deliver_message(message_id=message_id, actor=WORKER)


@shared_task
def sweep_messages() -> int:
    """Wake a worker for each message that is due or stuck; answers how many.

    What came in and wasn't dealt with is dealt with now.
    """
    for inbound_id in unprocessed():
        process_inbound(inbound_id=inbound_id, actor=WORKER)
    messages = missed()
    for message in messages:
        wake_message(message)
    return len(messages)
