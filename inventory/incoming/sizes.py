"""What PostgreSQL's planner must know of a list before thousands of its rows are applied."""

from django.db import connection

# Only what rows are found by: to sort samples of everything else takes a second.
KEYS = {
    "importrow": "id, run_id, fate, item_id, state",
    "item": "id, product_id, sku",
    "stone": "item_id",
    "gradingreport": "stone_id, lab, number",
    "stockrecord": "id, item_id, location_id, lot_id, on_hand",
    "stockmovement": "record_id, item_id, location_id",
    "listing": "item_id, changed_in",
    "suppliernumber": "supplier_id, number, item_id",
}
ANALYZE = "; ".join(f"ANALYZE inventory_{table} ({keys})" for table, keys in KEYS.items())


def know_sizes() -> None:
    """After the first batch: tables have grown, and a lot is there that nobody had heard of.

    A plan for an empty table, or for a lot without pieces, is quadratic here.
    """
    with connection.cursor() as cursor:
        cursor.execute(ANALYZE)
