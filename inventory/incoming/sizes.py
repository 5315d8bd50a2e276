"""What PostgreSQL's planner must know of a list before thousands of its rows are applied."""

from django.db import connection

# Only what statements choose rows by: to sort a sample of the facts takes a second.
ROWS = "ANALYZE inventory_importrow (id, run_id, fate, item_id, state)"
TABLES = [
    f"inventory_{name}"
    for name in (
        "item", "stone", "gradingreport", "stockrecord", "listing", "suppliernumber",
    )
]  # fmt: skip
SMALL = """
SELECT oid::regclass::text FROM pg_class WHERE oid = ANY(%s::regclass[]) AND reltuples < %s
"""
FEW = 10_000


def know_sizes() -> None:
    """After the first batch: a plan for a table that was empty is quadratic here.

    Tables that were large have been looked at, and a batch more of them changes no plan.
    """
    with connection.cursor() as cursor:
        cursor.execute(SMALL, [TABLES, FEW])
        grown = [name for (name,) in cursor.fetchall()]
        cursor.execute("; ".join([ROWS, *(f"ANALYZE {name}" for name in grown)]))
