"""Time: the application's, and the database's after a lock wait."""

import datetime as dt

from django.db import connection
from django.utils import timezone


def now() -> dt.datetime:
    """Aware UTC time of this process; tests move it."""
    return timezone.now()


def database_now() -> dt.datetime:
    """The database's `clock_timestamp()`: true after a lock wait, where `now()` is stale."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
