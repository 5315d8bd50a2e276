"""A million stones out of the real ones: `python -m bench.million` on a copy of their database.

Each is a real stone with another weight, price and, often, grade. Columns that are not named here
are copied as they are, so that a new one needs nothing. Listings are written by the shop itself.
"""

from .hands import django_ready

STONES = 1_000_000
BATCH = 50_000
# Factors of weight 0.93 to 1.07 and price 0.88 to 1.12; sizes follow the cube root of the weight.
DRAWN = """
CREATE TEMPORARY TABLE drawn AS
SELECT source, nextval(pg_get_serial_sequence('inventory_item', 'id')) AS item_id,
       nextval(pg_get_serial_sequence('inventory_stockrecord', 'id')) AS record_id,
       nth, random() * 0.14 + 0.93 AS heavier, random() * 0.24 + 0.88 AS dearer,
       (random() * 2 - 1)::int AS paler, (random() * 2 - 1)::int AS cleaner
FROM (
    SELECT s.item_id AS source, row_number() OVER (ORDER BY copy, s.item_id) AS nth
    FROM inventory_stone s JOIN inventory_stockrecord r ON r.item_id = s.item_id
    CROSS JOIN generate_series(1, %(copies)s) AS copy
    WHERE r.on_hand = 1 AND r.claimed = 0
) AS dealt WHERE nth <= %(missing)s
"""
SIZE = "greatest(1, round((t.{}  * cbrt(d.heavier))::numeric, 2))"
# Table: (how it joins the source, {column: its new value}).
TABLES = {
    "inventory_item": ("t.id = d.source", {
        "id": "d.item_id", "public_id": "uuidv7()", "sku": "'TM-' || lpad(d.nth::text, 7, '0')",
        "price": "greatest(50, round((t.price * d.dearer)::numeric, -1))",
        "availability_version": "1",
    }),
    "inventory_stone": ("t.item_id = d.source", {
        "item_id": "d.item_id",
        "carat": "greatest(0.18, round((t.carat * d.heavier)::numeric, 2))",
        "colour": "least(10, greatest(1, t.colour + d.paler))",
        "clarity": "least(9, greatest(2, t.clarity + d.cleaner))",
        **{side: SIZE.format(side) for side in ("length", "width", "depth")},
    }),
    "inventory_gradingreport": ("t.stone_id = d.source", {
        "id": None, "stone_id": "d.item_id",
        "number": "'DEMO-M' || lpad(d.nth::text, 7, '0')",
    }),
    "inventory_stockrecord": ("t.item_id = d.source AND t.on_hand = 1", {
        "id": "d.record_id", "item_id": "d.item_id",
    }),
    "inventory_stockmovement": ("t.item_id = d.source AND t.delta = 1", {
        "id": None, "item_id": "d.item_id", "record_id": "d.record_id",
        "cause": "'bench:million'",
    }),
}  # fmt: skip


def main() -> None:
    django_ready()
    from django.db import connection

    from inventory.listings import refresh

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SELECT count(*), min(item_id) FROM inventory_stone")
        there, _ = cursor.fetchone()
        missing = STONES - there
        copies = -(-missing // max(1, there)) + 1
        cursor.execute(DRAWN, {"copies": copies, "missing": missing})
        cursor.execute("CREATE INDEX ON drawn (source); ANALYZE drawn")
        for table in TABLES:
            cursor.execute(_filling(cursor, table))
        cursor.execute(_titles())
        cursor.execute("ANALYZE")
        cursor.execute("SELECT item_id FROM drawn ORDER BY item_id")
        made = [row[0] for row in cursor.fetchall()]
        for start in range(0, len(made), BATCH):
            refresh(made[start : start + BATCH])


def _filling(cursor, table: str) -> str:
    joined, changed = TABLES[table]
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = ''",
        [table],
    )
    names = [name for (name,) in cursor.fetchall() if changed.get(name, "") is not None]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(changed.get(name) or f't."{name}"' for name in names)
    return (
        f"INSERT INTO {table} ({columns})"
        f" SELECT {values} FROM drawn d JOIN {table} t ON {joined} ORDER BY d.item_id"
    )


def _titles() -> str:
    """As the shop titles a stone: `1.52 ct round, E VS1`."""
    from inventory.models.stone import Clarity, Colour, Shape

    def word(kind, column: str, lower: bool = False) -> str:
        cases = " ".join(
            f"WHEN {each.value} THEN '{each.label.lower() if lower else each.label}'"
            for each in kind
        )
        return f"CASE s.{column} {cases} END"

    return (
        "UPDATE inventory_item i SET title = s.carat || ' ct ' ||"
        f" {word(Shape, 'shape', lower=True)} || ', ' || {word(Colour, 'colour')} || ' ' ||"
        f" {word(Clarity, 'clarity')}"
        " FROM inventory_stone s, drawn d WHERE s.item_id = i.id AND d.item_id = i.id"
    )


if __name__ == "__main__":
    main()
