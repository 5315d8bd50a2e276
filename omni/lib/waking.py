"""Tell a worker after the commit that a row waits, from a thread of its own.

No request waits for Redis, which may be gone or have stopped answering: a sweep finds the row then.
"""

import atexit
import logging
import os
import queue
import threading
import time
from importlib import import_module
from typing import NamedTuple

from django.db import transaction

log = logging.getLogger(__name__)

MOST = 5000  # waiting calls; beyond it the sweep will do
PATIENCE = 3.0  # seconds at the end of the process


class Call(NamedTuple):
    task: str
    pk: int


class Waker:
    """One thread per process, started at the first call; a forked child has its own."""

    def __init__(self) -> None:
        self._forget()
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.finish)

    def _forget(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._waiting: queue.Queue[Call] = queue.Queue(MOST)

    def wake(self, call: Call) -> None:
        """Soon, in this order."""
        with self._lock:
            if self._thread is None:
                thread = threading.Thread(target=self._run, name="waker", daemon=True)
                thread.start()  # a machine that is full refuses: the next call tries again
                self._thread = thread
        try:
            self._waiting.put_nowait(call)
        except queue.Full:
            log.warning("no worker was woken for %s of %s: too many wait", *call)

    def _run(self) -> None:
        while True:
            call = self._waiting.get()
            try:
                _send(call)
            except Exception as error:  # the row waits; the sweep will find it
                log.warning("no worker was woken for %s of %s: %s", *call, error)
                self._drop()
            finally:
                self._waiting.task_done()

    def _drop(self) -> None:
        """Those behind it would each wait as long for the same Redis."""
        while True:
            try:
                self._waiting.get_nowait()
            except queue.Empty:
                return
            self._waiting.task_done()

    def finish(self) -> None:
        """Waits a little until all that were asked for are out."""
        end = time.monotonic() + PATIENCE
        while self._waiting.unfinished_tasks and time.monotonic() < end:
            time.sleep(0.01)


waker = Waker()


def wake(task: str, pk: int) -> None:
    """`wake("inventory.tasks.work_list", 7)`, after the commit; what has it imported is loaded when
    it is sent.
    """
    transaction.on_commit(lambda: waker.wake(Call(task, pk)), robust=True)


def _send(call: Call) -> None:
    module, _, name = call.task.rpartition(".")
    getattr(import_module(module), name).apply_async([call.pk], retry=False)
