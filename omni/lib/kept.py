"""What changes seldom, kept by a process for a while: the object itself, so that it costs nothing.

Django's local cache pickles what it keeps and unpickles it for every reader. Here all readers share
one object and only read it. Nothing that belongs to a person is kept so.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

T = TypeVar("T")
_kept: dict[Callable, tuple[float, object]] = {}


def kept(seconds: float) -> Callable[[Callable[[], T]], Callable[[], T]]:
    """The decorated function is asked again when its last answer is that many seconds old."""

    def decorate(read: Callable[[], T]) -> Callable[[], T]:
        @wraps(read)
        def answer() -> T:
            until, found = _kept.get(read, (0.0, None))
            if time.monotonic() >= until:
                found = read()
                _kept[read] = time.monotonic() + seconds, found
            return found  # type: ignore[return-value]

        return answer

    return decorate


def forget() -> None:
    """Everything kept in this process."""
    _kept.clear()
