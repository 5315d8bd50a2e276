"""Tell a worker after the commit that a catalogue waits; the sweep finds what it doesn't hear."""

import logging
import threading

from django.db import transaction

log = logging.getLogger(__name__)


def wake_catalogue(catalogue_id: int) -> None:
    """From a thread of its own: nobody waits for a Redis that is gone or silent."""

    def start() -> None:
        threading.Thread(target=_send, args=(catalogue_id,), name="waker", daemon=True).start()

    transaction.on_commit(start, robust=True)


def _send(catalogue_id: int) -> None:
    from .tasks import work_catalogue

    try:
        work_catalogue.apply_async([catalogue_id], retry=False)
    except Exception as error:  # the row waits; the sweep will find it
        log.warning("no worker was woken for catalogue %s: %s", catalogue_id, error)
