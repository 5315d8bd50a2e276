"""What changed and is to be shown anew: gathered for a moment, then drawn once for all who look.

A piece that fifty buyers try to get changes fifty times in a blink. Each page needs the last word
only, and a piece that nobody looks at needs none.
"""

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db import connection

from .failpoints import failpoint

log = logging.getLogger(__name__)

GATHER = 0.005  # seconds from a change to its push, when it was calm before
APART = 0.05  # seconds from one push to the next, when it isn't
IDLE = 0.5  # seconds after which the thread gives its database connection back


class Stale:
    """A thread that reads what is true now and hands it to `send`.

    `followed` answers which of some groups anybody listens to; both are the publisher's.
    """

    def __init__(
        self, followed: Callable[[Iterable[str]], set[str]], send: Callable[[list], None]
    ) -> None:
        self._followed, self._send = followed, send
        self._turn = threading.Condition()
        self._keys: dict[object, set[int]] = defaultdict(set)
        self._changes = 0
        self._connected = False
        self._thread: threading.Thread | None = None

    def add(self, source, keys: Iterable[int]) -> None:
        """Called by the requests' own threads: it costs them a moment only."""
        with self._turn:
            if self._thread is None:
                thread = threading.Thread(target=self._run, name="live-stale", daemon=True)
                thread.start()  # a machine that is full refuses: the next change tries again
                self._thread = thread
            self._keys[source].update(keys)
            self._changes += 1
            self._turn.notify_all()

    def settle(self, patience: float, *, disconnected: bool = False) -> None:
        """Wait until all that was added is sent and, if asked, the database is given back."""
        with self._turn:
            self._hurry = True
            self._turn.notify_all()
            self._turn.wait_for(
                lambda: not self._changes and not (disconnected and self._connected), patience
            )

    _hurry = False

    def _run(self) -> None:
        pushed_at = 0.0
        while True:
            self._await_change()
            time.sleep(max(GATHER, pushed_at + APART - time.monotonic()))
            with self._turn:
                gathered, self._keys = self._keys, defaultdict(set)
                changes, self._connected = self._changes, True
            pushed_at = time.monotonic()
            for _ in range(changes):
                failpoint("live.after_commit_before_push")
            for source, keys in gathered.items():
                try:
                    self._refresh(source, keys)
                except Exception as error:  # the hint is lost; the heartbeat heals it
                    log.warning("live push lost for %s: %s", source.name, error)
            with self._turn:
                self._changes -= changes
                self._turn.notify_all()

    def _await_change(self) -> None:
        """A connection belongs to the thread that opened it, so it is closed here when idle."""
        with self._turn:
            if not self._turn.wait_for(lambda: self._keys or self._hurry, IDLE) or not self._keys:
                self._hurry = False
                connection.close()
                self._connected = False
                self._turn.notify_all()
                self._turn.wait_for(lambda: self._keys)

    def _refresh(self, source, keys: set[int]) -> None:
        groups = source.groups(keys)
        looked_at = self._followed(groups) if groups else set()
        if looked_at:
            self._send(source.messages([groups[group] for group in looked_at]))
