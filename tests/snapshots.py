"""The rows of stock as they are, and which of them differ later."""

from django.db import connection

# Histories only grow, versions and transaction numbers count: they may differ by design.
TABLES = (
    "inventory_item", "inventory_stone", "inventory_gradingreport", "inventory_stockrecord",
    "inventory_listing", "inventory_suppliernumber", "inventory_claim", "inventory_lot",
    "inventory_product", "inventory_supplierfeed", "inventory_location",
)  # fmt: skip
COUNTING = {"availability_version", "changed_in"}
GONE = "gone"
Rows = dict[object, dict]


def snapshot() -> dict[str, Rows]:
    return {table: _rows(table) for table in TABLES}


def differences(before: dict[str, Rows]) -> dict[str, dict]:
    """{table: {primary key: "new", "gone" or {column: (before, now)}}}, tables that differ only.

    A new piece's listing reads "sold" once it is gone again: a row that search leaves out.
    """
    found = {}
    for table, was in before.items():
        now = _rows(table)
        differ = {key: "new" for key in now.keys() - was.keys()}
        differ |= {key: GONE for key in was.keys() - now.keys()}
        for key in was.keys() & now.keys():
            if columns := {c: (was[key][c], v) for c, v in now[key].items() if was[key][c] != v}:
                differ[key] = columns
        if table == "inventory_listing":
            differ = {k: v for k, v in differ.items() if v != "new" or now[k]["state"] != 4}
        if differ:
            found[table] = differ
    return found


def _rows(table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row[names[0]]: {k: v for k, v in row.items() if k not in COUNTING} for row in rows}
