"""Tell a worker after the commit that a row waits; a sweep finds what it doesn't hear."""

import logging
import threading
from importlib import import_module

from django.db import transaction

log = logging.getLogger(__name__)


def wake(task: str, pk: int) -> None:
    """`wake("inventory.tasks.work_list", 7)`; what has it imported is loaded when it is sent.

    From a thread of its own: nobody waits for a Redis that is gone or silent.
    """

    def start() -> None:
        threading.Thread(target=_send, args=(task, pk), name="waker", daemon=True).start()

    transaction.on_commit(start, robust=True)


def _send(task: str, pk: int) -> None:
    module, _, name = task.rpartition(".")
    try:
        getattr(import_module(module), name).apply_async([pk], retry=False)
    except Exception as error:  # the row waits; the sweep will find it
        log.warning("no worker was woken for %s of %s: %s", task, pk, error)
