"""SQL that a connection plans once and then only runs.

psycopg2 sends text, and PostgreSQL plans it anew every time: for a page's queries, which find a few
rows by key in five tables, that takes four times as long as finding them. So the statement is
prepared by each connection that needs it; what is prepared lives as long as the connection does.
Behind a pooler that gives every transaction another connection, set OMNI_DB_KEEPS_PLANS=false.
"""

import hashlib
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

_prepared: WeakKeyDictionary = WeakKeyDictionary()


class Statement:
    """A SELECT with `%s` where something is asked for, as `cursor.execute` takes it."""

    verbs: tuple[str, ...] = ("SELECT",)
    prefix = "omni"

    def __init__(self, sql: str) -> None:
        if not sql.lstrip().upper().startswith(self.verbs):
            raise ValueError(f"Only {' or '.join(self.verbs)} is prepared so.")
        self.sql = sql
        self.name = f"{self.prefix}_{hashlib.sha256(sql.encode()).hexdigest()[:16]}"
        parts = sql.split("%s")
        numbered = "".join(f"{part}${n}" for n, part in enumerate(parts[:-1], start=1))
        self.prepare = f"PREPARE {self.name} AS {numbered}{parts[-1]}".replace("%%", "%")
        places = ", ".join(["%s"] * (len(parts) - 1))
        self.execute = f"EXECUTE {self.name}" + (f" ({places})" if places else "")

    def rows(self, *asked) -> list[tuple]:
        """All rows; one query."""
        here = connections[DEFAULT_DB_ALIAS]
        here.validate_no_broken_transaction()
        sql = self._ready(here)
        if here.execute_wrappers or here.queries_logged:
            with here.cursor() as cursor:
                cursor.execute(sql, asked)
                return cursor.fetchall()
        # Nobody watches: without the layers that would let them, asking costs half as much.
        with here.wrap_database_errors, here.create_cursor() as cursor:
            cursor.execute(sql, asked)
            return cursor.fetchall()

    def _ready(self, here: BaseDatabaseWrapper) -> str:
        """What to send so that it is planned once, on a connection that works."""
        here.close_if_health_check_failed()
        here.ensure_connection()
        if not settings.DB_KEEPS_PLANS:
            return self.sql
        own = here.connection
        known = _prepared.setdefault(own, set())
        if self.name not in known:
            with here.wrap_database_errors, own.cursor() as cursor:
                cursor.execute(self.prepare)
            known.add(self.name)
        return self.execute


class Writing(Statement):
    """The same of what writes and answers rows by RETURNING.

    Its name says so: once it is prepared nothing else in what is sent would, and the guard over
    GETs must see it.
    """

    verbs = ("INSERT", "UPDATE", "WITH")
    prefix = "omni_writes"

    def with_the_commit(self, *asked) -> None:
        """Ask it in one message with the COMMIT of the open transaction, whose last words it is.

        Rows that are locked by then wait for one answer less. What it says is not read.
        """
        here = connections[DEFAULT_DB_ALIAS]
        here.validate_no_broken_transaction()
        sql = self._ready(here)
        with here.connection.cursor() as cursor:
            here.connection.say_last(cursor.mogrify(sql, asked))
