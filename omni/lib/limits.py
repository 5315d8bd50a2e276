"""Limits counted in the database, so that they hold however many processes ask."""

import datetime as dt

from django.db import connection

from .clock import now
from .errors import TooMany
from .statement import Statement, Writing

ONE_MORE = Writing(
    "INSERT INTO lib_counter (name, window_at, count) VALUES (%s, %s::timestamptz, 1)"
    " ON CONFLICT (name, window_at) DO UPDATE SET count = lib_counter.count + 1"
    " RETURNING count"
)
# The same for a transaction of its own, whose commit doesn't wait for the disk.
LIGHTLY = Writing(
    "WITH s AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))"
    " INSERT INTO lib_counter (name, window_at, count) SELECT %s, %s::timestamptz, 1 FROM s"
    " ON CONFLICT (name, window_at) DO UPDATE SET count = lib_counter.count + 1"
    " RETURNING count"
)
REACHED = Statement(
    "SELECT 1 FROM lib_counter WHERE name = %s AND window_at = %s::timestamptz AND count >= %s"
)


def count(*, name: str, per: dt.timedelta, lightly: bool = False) -> int:
    """Count one more try of `name` in the current window and return the count.

    The count must survive a refusal: call this outside the action's transaction. What is counted
    `lightly` a crash of the database may forget, if it was in its last second: nobody waits for the
    disk, which takes longer than all the rest of a short request.
    """
    alone = lightly and not connection.in_atomic_block  # a transaction around it does wait
    return (LIGHTLY if alone else ONE_MORE).rows(name[:160], _window(per))[0][0]


def limit(
    *, name: str, most: int, per: dt.timedelta, message: str = "", lightly: bool = False
) -> None:
    """Count one more try; raise `TooMany` past `most` in the current window."""
    if count(name=name, per=per, lightly=lightly) > most:
        raise TooMany(message)


def check(*, name: str, most: int, per: dt.timedelta, message: str = "") -> None:
    """Raise `TooMany` once `most` were counted in the current window; counts nothing itself.

    For what is only known afterwards, such as a card that was declined.
    """
    if REACHED.rows(name[:160], _window(per), most):
        raise TooMany(message)


def _window(per: dt.timedelta) -> dt.datetime:
    seconds = int(per.total_seconds())
    return dt.datetime.fromtimestamp(int(now().timestamp()) // seconds * seconds, dt.UTC)
