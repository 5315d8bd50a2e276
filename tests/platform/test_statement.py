"""A statement that a connection plans once gives the same rows as one planned each time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omni.lib.statement import Statement, Writing

TWICE = "SELECT %s::int * 2, '100 %%'"


@pytest.mark.django_db
def test_gives_its_rows_each_time_with_what_is_asked():
    statement = Statement(TWICE)

    assert [statement.rows(n) for n in (1, 21)] == [[(2, "100 %")], [(42, "100 %")]]
    assert Statement("SELECT unnest(%s::int[])").rows([1, 2]) == [(1,), (2,)]
    assert Statement("SELECT unnest(%s::int[])").rows([]) == []


@pytest.mark.django_db
def test_costs_one_query_also_the_first_time():
    with CaptureQueriesContext(connection) as made:
        Statement(f"{TWICE}, 'asked for the first time'").rows(1)

    assert len(made) == 1


@pytest.mark.django_db(transaction=True)
def test_another_connection_prepares_it_again():
    statement = Statement(TWICE)
    statement.rows(1)
    connection.close()

    assert statement.rows(3) == [(6, "100 %")]


@pytest.mark.django_db
def test_behind_a_pooler_it_is_planned_each_time(settings):
    settings.DB_KEEPS_PLANS = False

    with CaptureQueriesContext(connection) as made:
        rows = Statement(TWICE).rows(4)

    assert rows == [(8, "100 %")]
    assert made.captured_queries[0]["sql"].startswith("SELECT 4::int")


@pytest.mark.django_db
def test_what_is_asked_is_never_read_as_sql():
    assert Statement("SELECT %s::text").rows("'); DROP TABLE x; --") == [("'); DROP TABLE x; --",)]


@pytest.mark.parametrize(
    ("kind", "sql"),
    [
        (Statement, "UPDATE inventory_item SET price = %s"),
        (Writing, "SELECT %s"),
        (Writing, "DELETE FROM inventory_item WHERE id = %s"),
    ],
)
def test_what_writes_is_not_prepared_as_if_it_read(kind, sql):
    with pytest.raises(ValueError, match="Only"):
        kind(sql)


@pytest.mark.django_db
@pytest.mark.parametrize("keeps", [True, False])
def test_what_writes_says_so_prepared_or_not(settings, keeps):
    settings.DB_KEEPS_PLANS = keeps
    count = Writing(
        "INSERT INTO lib_counter (name, window_at, count) VALUES (%s, %s::timestamptz, 1)"
        " ON CONFLICT (name, window_at) DO UPDATE SET count = lib_counter.count + 1"
        " RETURNING count"
    )

    with CaptureQueriesContext(connection) as made:
        counts = [count.rows("x", "2026-01-01T00:00Z") for _ in range(2)]

    assert counts == [[(1,)], [(2,)]]
    assert all(
        query["sql"].startswith(("INSERT INTO", "EXECUTE omni_writes_"))
        for query in made.captured_queries
    )
