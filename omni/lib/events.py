"""News travels up: a lower app emits, higher apps have registered; all in one transaction."""

from collections import defaultdict
from collections.abc import Callable

from django.db import transaction

_handlers: dict[type, list[Callable]] = defaultdict(list)


def on(event_type: type, handler: Callable) -> None:
    """Register from an `apps.py` `ready()`; the same handler registers once."""
    if handler not in _handlers[event_type]:
        _handlers[event_type].append(handler)


def emit(event: object) -> None:
    """Run the event's handlers now, in the emitter's transaction: one exception aborts all.

    Handlers write rows only. What must wait for the commit (a push, a wake-up) says so itself.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} was emitted outside a transaction.")
    for handler in _handlers[type(event)]:
        handler(event)
