"""Tell a worker after the commit that something waits; the sweeps find what it doesn't hear."""

import logging
import threading
from collections.abc import Callable

from celery import Task
from django.db import transaction

log = logging.getLogger(__name__)


def wake(task: Callable[[], Task], *args: object) -> None:
    """From a thread of its own: nobody waits for a Redis that is gone or silent."""
    transaction.on_commit(lambda: _start(task, args), robust=True)


def _start(task: Callable[[], Task], args: tuple) -> None:
    threading.Thread(target=_send, args=(task, args), name="waker", daemon=True).start()


def _send(task: Callable[[], Task], args: tuple) -> None:
    try:
        task().apply_async(args, retry=False)
    except Exception as error:  # the row waits; the sweep will find it
        log.warning("no worker was woken: %s", error)
