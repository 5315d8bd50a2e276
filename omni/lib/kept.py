"""What changes seldom, kept by a process for a while: the object itself, so that it costs nothing.

Django's local cache pickles what it keeps and unpickles it for every reader. Here all readers share
one object and only read it. Nothing that belongs to a person is kept so.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P, T = ParamSpec("P"), TypeVar("T")
_kept: dict[tuple, tuple[float, object]] = {}
_drops: list[Callable[[], None]] = []


def kept(seconds: float) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """The function is asked again when its answer to the same is that many seconds old."""

    def decorate(read: Callable[P, T]) -> Callable[P, T]:
        @wraps(read)
        def answer(*asked: P.args) -> T:
            until, found = _kept.get((read, asked), (0.0, None))
            if time.monotonic() < until:
                return found  # type: ignore[return-value]
            found = read(*asked)
            _drop_the_old()
            _kept[read, asked] = time.monotonic() + seconds, found
            return found

        return answer

    return decorate


def _drop_the_old() -> None:
    for key, (until, _) in list(_kept.items()):
        if time.monotonic() >= until:
            _kept.pop(key, None)


def on_forget(drop: Callable[[], None]) -> Callable[[], None]:
    """The function drops something else that the process keeps, when all is forgotten."""
    _drops.append(drop)
    return drop


def forget() -> None:
    """Everything kept in this process."""
    _kept.clear()
    for drop in _drops:
        drop()
