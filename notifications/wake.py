"""Tell the worker that a message waits, from a thread of its own: no request waits for Redis.

Redis may be gone, or may have stopped answering: then the sweep finds the row.
"""

import atexit
import logging
import os
import queue
import threading
import time

from .models import Message

log = logging.getLogger(__name__)

MOST = 5000  # waiting wake-ups; beyond it the sweep will do
PATIENCE = 3.0  # seconds at the end of the process


class Waker:
    """One thread per process, started at the first message; a forked child has its own."""

    def __init__(self) -> None:
        self._forget()
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.finish)

    def _forget(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._waiting: queue.Queue[Message] = queue.Queue(MOST)

    def wake(self, message: Message) -> None:
        """Soon, in this order."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="waker", daemon=True)
                self._thread.start()
        try:
            self._waiting.put_nowait(message)
        except queue.Full:
            log.warning("no worker was woken for message %s: too many wait", message.public_id)

    def _run(self) -> None:
        while True:
            message = self._waiting.get()
            try:
                _wake(message)
            except Exception as error:  # the row waits; the sweep will find it
                log.warning("no worker was woken for message %s: %s", message.public_id, error)
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


def _wake(message: Message) -> None:
    """A code goes through the urgent queue, so that no pile of news is before it."""
    from .tasks import deliver, deliver_urgent

    task = deliver_urgent if message.purpose == Message.Purpose.CODE else deliver
    task.apply_async([message.pk], retry=False)


waker = Waker()


def wake(message: Message) -> None:
    """After the commit; returns at once, whatever Redis does."""
    waker.wake(message)
