"""Many threads at one gate, each with its own database connection."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

PATIENCE = 60  # seconds, for whoever must come on a busy machine
# Whether somebody waits for a lock that this connection has.
WAITS_FOR_US = """
SELECT EXISTS (
    SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
)
"""
ASKED: list[int] = []  # what `rounds` answered, for the report of `make faults`


def race(work: Callable[[int], object], racers: int) -> list[object]:
    """Run `work(n)` in `racers` threads that start at once; answers results and exceptions."""
    gate = threading.Barrier(racers)
    results: list[object] = [None] * racers

    def run(n: int) -> None:
        try:
            gate.wait(PATIENCE)
            results[n] = work(n)
        except Exception as error:
            results[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(racers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return results


class Together:
    """Whoever comes stops until so many have come, or one of them waits for what he has locked.

    For a control: others have looked before the first of them does, however busy the machine is.
    """

    def __init__(self, many: int) -> None:
        self._missing, self._lock, self._all = many, threading.Lock(), threading.Event()

    def __call__(self) -> None:
        with self._lock:
            self._missing -= 1
            if self._missing <= 0:
                self._all.set()
        came_through(self._all.wait)


class Between:
    """One stops in the midst of something until another, who begins then, is as far as he comes:
    he is through, or waits for what the one has locked.
    """

    def __init__(self) -> None:
        self._reached, self._through = threading.Event(), threading.Event()

    def stops(self) -> bool:
        """For the one, in its midst; whether the other went through without waiting for it."""
        self._reached.set()
        return came_through(self._through.wait)

    def then(self, work: Callable[[], object]) -> object:
        """For the other: his work, once the one stands still."""
        assert self._reached.wait(PATIENCE), "nobody stood still"
        try:
            return work()
        finally:
            self._through.set()


def came_through(ended: Callable[[float], bool]) -> bool:
    """Wait until somebody's work `ended`, or until he waits for a lock of this thread's."""
    end = time.monotonic() + PATIENCE
    while not ended(0.01):
        with connection.cursor() as cursor:
            cursor.execute(WAITS_FOR_US)
            if cursor.fetchone()[0]:
                return False
        assert time.monotonic() < end, "he neither ends nor waits"
    return True


class Other:
    """Somebody who does `work` in a thread of their own, beginning in the midst of something."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work, self._told = work, None
        self._thread = threading.Thread(target=self._run)
        self._over = threading.Event()
        self.was_early: bool | None = None

    def _run(self) -> None:
        try:
            self._told = self._work()
        except Exception as error:
            self._told = error
        finally:
            self._over.set()
            connection.close()

    def begins(self) -> None:
        """The first time that this is called; `was_early` says who was through without waiting."""
        if self.was_early is None:
            self._thread.start()
            self.was_early = came_through(self._over.wait)

    def told(self) -> object:
        """What came of it, at last."""
        self._thread.join(PATIENCE)
        return self._told


def rounds(few: int = 3, full: int = 20) -> int:
    """How many rounds a race runs: a few in the suite, the full count in `make faults`.

    `OMNI_ROUNDS` may also name a number, which then holds for every test.
    """
    asked = os.environ.get("OMNI_ROUNDS", "")
    wanted = full if asked == "full" else int(asked or few)
    ASKED.append(wanted)
    return wanted


@contextmanager
def other_connection() -> Iterator[Callable[[str], None]]:
    """A connection of its own in a transaction of its own, which runs what it is given."""
    other = connection.copy()
    other.ensure_connection()
    with other.connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            yield cursor.execute
        finally:
            other.close()
