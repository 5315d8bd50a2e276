"""After a large load: statistics and visibility, so that the first search is fast too."""

from django.db import connection

TABLES = (
    "inventory_item", "inventory_stone", "inventory_gradingreport", "inventory_stockrecord",
    "inventory_stockmovement", "inventory_listing", "inventory_ringsetting",
)  # fmt: skip


def settle_tables() -> None:
    """VACUUM can't run inside a transaction; there the statistics alone are renewed."""
    how = "ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)"
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {', '.join(TABLES)}")
