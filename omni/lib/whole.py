"""An action's own transaction, or its part of the one that `once` began for it."""

from collections.abc import Callable
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P, T = ParamSpec("P"), TypeVar("T")
MARK = "_omni_begun_for_one_action"


@contextmanager
def for_one_action():
    """A transaction whose actions need no savepoints: nothing else of it would be left.

    Within another one it is a savepoint, to which whoever catches a refusal comes back. Says
    whether it is the outermost one, which ends in a COMMIT.
    """
    outermost = not connection.in_atomic_block
    around = getattr(connection, MARK, None)
    with transaction.atomic():
        setattr(connection, MARK, len(connection.savepoint_ids))
        try:
            yield outermost
        finally:
            setattr(connection, MARK, around)


def whole(action: Callable[P, T]) -> Callable[P, T]:
    """`transaction.atomic` for an action that is asked for in great numbers.

    A savepoint lets the caller go on after a refusal. Inside `for_one_action`, of which `once` is
    made, nobody does: the refusal takes all of it back. So it is spared there, two round trips of
    which one is under the lock; deeper down, and anywhere else, it is made as ever.
    """

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction.atomic(savepoint=not _is_one()):
            return action(*args, **kwargs)

    return run


def _is_one() -> bool:
    """Whether no savepoint lies between here and the beginning of it all."""
    mark = getattr(connection, MARK, None)
    return mark is not None and not any(connection.savepoint_ids[mark:])
