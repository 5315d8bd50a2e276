"""Many threads at one gate, each with its own database connection."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

ASKED: list[int] = []  # what `rounds` answered, for the report of `make faults`


def race(work: Callable[[int], object], racers: int) -> list[object]:
    """Run `work(n)` in `racers` threads that start at once; answers results and exceptions."""
    gate = threading.Barrier(racers)
    results: list[object] = [None] * racers

    def run(n: int) -> None:
        try:
            gate.wait(30)
            results[n] = work(n)
        except Exception as error:
            results[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(racers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


class Other:
    """Somebody who does `work` in a thread of their own, beginning in the midst of something."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work, self._told = work, None
        self._thread = threading.Thread(target=self._run)
        self.was_early: bool | None = None

    def _run(self) -> None:
        try:
            self._told = self._work()
        except Exception as error:
            self._told = error
        finally:
            connection.close()

    def begins(self, seconds: float) -> None:
        """The first time that this is called; `was_early` says who was through in so long."""
        if self.was_early is None:
            self._thread.start()
            self._thread.join(seconds)
            self.was_early = not self._thread.is_alive()

    def told(self) -> object:
        """What came of it, at last."""
        self._thread.join(30)
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
