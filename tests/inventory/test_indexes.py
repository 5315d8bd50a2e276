"""Every piece that comes or goes writes these tables: no index of theirs is there twice."""

import pytest
from django.db import connection

TABLES = ["inventory_stockrecord", "inventory_stockmovement", "inventory_pricechange"]
BEGINS_ANOTHER = """
SELECT short.indexrelid::regclass::text FROM pg_index short JOIN pg_index long
    ON long.indrelid = short.indrelid AND long.indexrelid <> short.indexrelid
WHERE short.indrelid = ANY(%s::regclass[]) AND NOT short.indisunique
    AND short.indpred IS NULL AND long.indpred IS NULL
    AND long.indkey::text || ' ' LIKE short.indkey::text || ' %%'
"""


@pytest.mark.django_db
def test_no_index_is_the_beginning_of_another():
    with connection.cursor() as cursor:
        cursor.execute(BEGINS_ANOTHER, [TABLES])
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_control_such_an_index_would_be_found():
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX twice ON inventory_stockmovement (item_id)")
        cursor.execute(BEGINS_ANOTHER, [TABLES])
        assert cursor.fetchall() == [("twice",)]
