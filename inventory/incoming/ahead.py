"""The next batch is read while the database is busy with this one."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Thing = TypeVar("Thing")


def ahead(things: Iterable[Thing]) -> Iterator[Thing]:
    """The same, each made by another thread while the one before it is used.

    One at a time and in order; what breaks there breaks here. They must not touch the database.
    """
    source, end = iter(things), object()
    with ThreadPoolExecutor(1, "ahead") as thread:
        coming = thread.submit(next, source, end)
        while (thing := coming.result()) is not end:
            coming = thread.submit(next, source, end)
            yield thing
