"""Order numbers that people read aloud: SYD-10042, counted per prefix without a twin."""

from django.db import connection


def next_number(prefix: str) -> str:
    """The next number; its row stays locked until the order's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sales_ordercounter (prefix, last) VALUES (%s, 10001)"
            " ON CONFLICT (prefix) DO UPDATE SET last = sales_ordercounter.last + 1 RETURNING last",
            [prefix],
        )
        return f"{prefix}-{cursor.fetchone()[0]}"
