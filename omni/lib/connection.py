"""BEGIN sent together with a transaction's first statement, and COMMIT with its last words, if any.

psycopg2 sends each as a message of its own and waits for the answer: two waits of five in a claim,
one of them while its rows are locked. Here PostgreSQL hears both at once, and answers as ever.
"""

import psycopg2
from psycopg2 import extensions, sql
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_UNKNOWN

BEGIN, COMMIT = "BEGIN; ", b"; COMMIT"


class Cursor(extensions.cursor):
    """Every way in which psycopg2 sends a statement begins the transaction that is due."""

    def execute(self, query, values=None):
        self.connection.is_used = True
        return super().execute(_begun(query) if self.connection.is_due else query, values)

    def executemany(self, query, many):
        self.connection.begin()
        return super().executemany(query, many)

    def callproc(self, name, *values):
        self.connection.begin()
        return super().callproc(name, *values)

    def copy_expert(self, *args, **kwargs):
        self.connection.begin()
        return super().copy_expert(*args, **kwargs)

    def copy_from(self, *args, **kwargs):
        self.connection.begin()
        return super().copy_from(*args, **kwargs)

    def copy_to(self, *args, **kwargs):
        self.connection.begin()
        return super().copy_to(*args, **kwargs)

    @property
    def query(self) -> bytes | None:
        """What was asked, without what we put before it."""
        sent = super().query
        return sent and sent.removeprefix(BEGIN.encode())


class Connection(extensions.connection):
    """For Django's `OPTIONS["connection_factory"]`; psycopg2 takes it for autocommit."""

    used_at = float("-inf")  # by the clock of `time.monotonic`; kept by omni.lib.reconnect
    is_used = False  # since it was kept

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._in_single_statements = False  # as a new connection of psycopg2 is
        self._last_words: bytes | None = None
        extensions.connection.autocommit.__set__(self, True)

    def cursor(self, *args, **kwargs) -> Cursor:
        """Never one of another kind, which would let statements run outside their transaction."""
        return super().cursor(*args, **(kwargs | {"cursor_factory": Cursor}))

    @property
    def autocommit(self) -> bool:
        return self._in_single_statements

    @autocommit.setter
    def autocommit(self, value: bool) -> None:
        if self.get_transaction_status() not in (
            TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_UNKNOWN,
        ):  # fmt: skip
            raise psycopg2.ProgrammingError("autocommit cannot be changed inside a transaction")
        self._in_single_statements = value

    @property
    def is_due(self) -> bool:
        """The next statement is the first of a transaction."""
        return (
            not self._in_single_statements
            and self.get_transaction_status() == TRANSACTION_STATUS_IDLE
        )

    def begin(self) -> None:
        """By a message of its own, for what can't share one."""
        if self.is_due:
            self._send(b"BEGIN")

    def say_last(self, words: bytes) -> None:
        """A whole statement to be sent with the COMMIT; a rollback forgets it."""
        self._last_words = words

    def commit(self) -> None:
        words, self._last_words = self._last_words, None
        if words:
            self.begin()  # if nothing has: they are never lost
        self._end(words + COMMIT if words else b"COMMIT")

    def rollback(self) -> None:
        self._last_words = None
        self._end(b"ROLLBACK")

    def _end(self, message: bytes) -> None:
        if self.closed or self.get_transaction_status() != TRANSACTION_STATUS_IDLE:
            self._send(message)

    def _send(self, message: bytes) -> None:
        with super().cursor(cursor_factory=extensions.cursor) as cursor:
            cursor.execute(message)


def _begun(query):
    if isinstance(query, sql.Composable):
        return sql.SQL(BEGIN) + query
    return BEGIN.encode() + query if isinstance(query, bytes) else BEGIN + query
