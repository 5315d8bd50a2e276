"""News travels up: a lower app emits, higher apps have registered.

All is one transaction. An event that no handler writes for may also be emitted after its commit.
"""

from collections import defaultdict
from collections.abc import Callable

from django.db import transaction

_handlers: dict[type, list[Callable]] = defaultdict(list)
_writers: dict[type, set[Callable]] = defaultdict(set)


def on(event_type: type, handler: Callable, *, writes: bool = True) -> None:
    """Register from an `apps.py` `ready()`; the same handler registers once.

    One that `writes` nothing, and only says what is to be done after the commit, needs no
    transaction.
    """
    if handler not in _handlers[event_type]:
        _handlers[event_type].append(handler)
    if writes:
        _writers[event_type].add(handler)


def is_written_for(event_type: type) -> bool:
    """Whether a handler of it writes rows: it is then emitted in the transaction of its cause."""
    return bool(_writers[event_type])


def emit(event: object) -> None:
    """Run the event's handlers now, in the emitter's transaction: one exception aborts all.

    Outside a transaction only where handlers are known and none writes; else RuntimeError.
    Handlers write rows only. What must wait for the commit (a push, a wake-up) says so itself.
    """
    in_transaction = transaction.get_connection().in_atomic_block
    if not in_transaction and (not _handlers[type(event)] or is_written_for(type(event))):
        raise RuntimeError(f"{type(event).__name__} was emitted outside a transaction.")
    for handler in _handlers[type(event)]:
        handler(event)
