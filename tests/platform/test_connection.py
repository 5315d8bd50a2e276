"""BEGIN and COMMIT travel with other statements, and a transaction is still all or nothing."""

import io

import pytest
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from psycopg2 import extensions, sql

from omni.lib.connection import Connection
from omni.lib.statement import Writing
from tests.races import other_connection

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "INSERT INTO lib_counter (name, window_at, count) VALUES (%s, now(), 1)"
COUNT = Writing(
    "UPDATE lib_counter SET count = count + %s::int WHERE name = %s::text RETURNING count"
)


class Enough(Exception):
    pass


def execute(cursor):
    cursor.execute(ADD, ["x"])


def execute_composed(cursor):
    cursor.execute(sql.SQL(ADD), ["x"])


def execute_bytes(cursor):
    cursor.execute(ADD.replace("%s", "'x'").encode())


def execute_many(cursor):
    cursor.executemany(ADD, [["x"], ["y"]])


def copy(cursor):
    cursor.copy_expert(
        "COPY lib_counter (name, window_at, count) FROM STDIN",
        io.StringIO("x\t2026-01-01T00:00Z\t1\n"),
    )


def copy_from(cursor):
    cursor.copy_from(
        io.StringIO("x\t2026-01-01T00:00Z\t1\n"), "lib_counter",
        columns=("name", "window_at", "count"),
    )  # fmt: skip


def call(cursor):
    cursor.callproc("set_config", ["omni.test", "set", False])


def with_cursor(write) -> None:
    with connection.cursor() as cursor:
        write(cursor)


def begun(*acts) -> None:
    """All of it in one transaction."""
    with transaction.atomic():
        for act in acts:
            act()


def stop() -> None:
    raise Enough


def names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM lib_counter ORDER BY name")
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture
def sent(monkeypatch) -> list[bytes]:
    """The messages that nothing else shares."""
    connection.ensure_connection()
    assert isinstance(connection.connection, Connection)
    alone, send = [], Connection._send

    def counted(self, message):
        alone.append(message)
        send(self, message)

    monkeypatch.setattr(Connection, "_send", counted)
    return alone


@pytest.mark.parametrize(
    "write", [execute, execute_composed, execute_bytes, execute_many, copy, copy_from]
)
def test_whatever_a_transaction_begins_with_is_undone_by_its_rollback(write):
    with pytest.raises(Enough):
        begun(lambda: with_cursor(write), stop)

    assert names() == []
    begun(lambda: with_cursor(write))
    assert "x" in names()


def test_a_called_function_is_in_the_transaction_too():
    with pytest.raises(Enough):
        begun(lambda: with_cursor(call), stop)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('omni.test', true)")
        assert cursor.fetchone()[0] in ("", None)


def test_control_a_cursor_of_psycopg2_itself_would_leave_it():
    def past_ours() -> None:
        with extensions.connection.cursor(connection.connection) as cursor:
            execute(cursor)

    with pytest.raises(Enough):
        begun(past_ours, stop)

    assert names() == ["x"]


def test_the_beginning_needs_no_message_and_is_not_seen_in_the_query(sent):
    with CaptureQueriesContext(connection) as made, transaction.atomic():
        assert names() == []

    assert sent == [b"COMMIT"]
    assert [q["sql"] for q in made if q["sql"].startswith("SELECT")] == [
        "SELECT name FROM lib_counter ORDER BY name"
    ]


def test_nothing_is_sent_for_a_transaction_in_which_nothing_was_asked(sent):
    with transaction.atomic():
        pass

    assert sent == []


def test_a_savepoint_may_be_the_first(sent):
    with transaction.atomic():
        with pytest.raises(Enough):
            begun(lambda: with_cursor(execute), stop)
        with_cursor(lambda cursor: cursor.execute(ADD, ["kept"]))

    assert names() == ["kept"]


@pytest.mark.parametrize("bad", ["SELEC 1", "SELECT 1/0", "SELECT * FROM nowhere"])
def test_one_that_begins_with_an_error_is_over_and_the_next_begins_anew(bad):
    with pytest.raises(DatabaseError):
        begun(lambda: with_cursor(lambda cursor: cursor.execute(bad)))

    with pytest.raises(Enough):
        begun(lambda: with_cursor(execute), stop)
    assert names() == []


def test_last_words_go_with_the_commit(sent):
    with transaction.atomic(), connection.cursor() as cursor:
        execute(cursor)
        COUNT.with_the_commit(41, "x")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count FROM lib_counter")
        assert cursor.fetchall() == [(42,)]
    assert len(sent) == 1
    assert sent[0].startswith(b"EXECUTE omni_writes_")
    assert sent[0].endswith(b"; COMMIT")


def test_last_words_are_said_though_nothing_was_said_before():
    begun(lambda: with_cursor(execute), lambda: COUNT.rows(0, "x"))  # prepared by now

    begun(lambda: COUNT.with_the_commit(41, "x"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT count FROM lib_counter")
        assert cursor.fetchall() == [(42,)]


def test_a_connection_cut_before_the_commit_leaves_nothing_and_the_next_works():
    def cut() -> None:
        pid = connection.connection.get_backend_pid()
        with other_connection() as run:
            run(f"SELECT pg_terminate_backend({pid}, 5000)")

    with pytest.raises(OperationalError):
        begun(lambda: with_cursor(execute), lambda: COUNT.with_the_commit(1, "x"), cut)
    connection.close()

    assert names() == []


def test_a_statement_that_takes_too_long_ends_its_transaction_alone():
    slow = "SELECT set_config('statement_timeout', '50', true), pg_sleep(0)"
    with pytest.raises(OperationalError):
        begun(
            lambda: with_cursor(execute),
            lambda: with_cursor(lambda cursor: cursor.execute(slow)),
            lambda: with_cursor(lambda cursor: cursor.execute("SELECT pg_sleep(5)")),
        )

    begun(lambda: with_cursor(lambda cursor: cursor.execute(ADD, ["after"])))
    assert names() == ["after"]


def test_a_rollback_forgets_last_words():
    with transaction.atomic(), connection.cursor() as cursor:
        execute(cursor)
    with pytest.raises(Enough):
        begun(lambda: COUNT.rows(1, "x"), lambda: COUNT.with_the_commit(41, "x"), stop)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count FROM lib_counter")
        assert cursor.fetchall() == [(1,)]


def test_last_words_that_fail_undo_all():
    with pytest.raises(DataError):
        begun(lambda: with_cursor(execute), lambda: COUNT.with_the_commit(2**31 - 1, "x"))

    assert names() == []


def test_a_constraint_that_is_checked_last_is_heard_of():
    nowhere = (
        "INSERT INTO inventory_safetystock (item_id, location_id, quantity) VALUES (-1, -1, 1)"
    )

    with pytest.raises(IntegrityError):
        begun(
            lambda: with_cursor(execute),
            lambda: with_cursor(lambda cursor: cursor.execute(nowhere)),
            lambda: COUNT.with_the_commit(1, "x"),
        )

    assert names() == []


def test_a_transaction_that_is_broken_takes_no_last_words():
    with transaction.atomic():
        with pytest.raises(Enough), transaction.atomic(savepoint=False):
            raise Enough
        with pytest.raises(TransactionManagementError):
            COUNT.with_the_commit(1, "x")
        transaction.set_rollback(True)


def test_what_is_done_in_single_statements_cannot_be_changed_half_way():
    def half_way() -> None:
        with connection.wrap_database_errors:
            connection.connection.autocommit = True

    with pytest.raises(ProgrammingError):
        begun(names, half_way)
