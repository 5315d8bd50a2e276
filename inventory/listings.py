"""Keeps the narrow rows that search reads, in the transaction that changed the thing.

What they say is written in `inventory/sql/changed.sql`.
"""

from collections.abc import Iterable

from django.db import connection


def refresh(item_ids: Iterable[int]) -> None:
    """Write the listings of these items anew; items that aren't stones have none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT inventory_refresh_listings(%s)", [sorted(item_ids)])
