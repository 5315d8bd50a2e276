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
    """A transaction whose first action needs no savepoint: nothing else of it would be left.

    Says whether it is the outermost one, which ends in a COMMIT.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        setattr(connection, MARK, outermost)
        try:
            yield outermost
        finally:
            setattr(connection, MARK, False)


def whole(action: Callable[P, T]) -> Callable[P, T]:
    """`transaction.atomic` for an action that is asked for in great numbers.

    A savepoint lets the caller go on after a refusal. Straight inside `once` nobody does: the
    refusal takes all of it back. So it is spared there, two round trips of which one is under the
    lock; deeper down, and anywhere else, it is made as ever.
    """

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        alone = getattr(connection, MARK, False) and not connection.savepoint_ids
        with transaction.atomic(savepoint=not alone):
            return action(*args, **kwargs)

    return run
