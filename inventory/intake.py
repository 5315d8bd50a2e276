"""New stones into the tables, a batch at a time, by COPY and set-wise INSERTs.

Every row is new, so there is nothing to lock; `import_stones` is the only caller.
"""

import csv
import io
from dataclasses import dataclass

from django.db import connection

from omni.lib.ids import public_id

from .listings import refresh
from .lists.rows import Problem, StoneRow
from .models.stone import Clarity, Colour, Shape

# What a batch is copied into: its columns as they are read, then as the statements below need them.
COLUMNS = {
    "line": "int", "sku": "text", "shape": "smallint", "carat": "numeric", "colour": "smallint",
    "clarity": "smallint", "price": "numeric", "length": "numeric", "width": "numeric",
    "depth": "numeric", "cut": "smallint", "source_cut": "text", "polish": "smallint",
    "symmetry": "smallint", "fluorescence": "smallint", "is_lab_grown": "boolean",
    "table_pct": "numeric", "depth_pct": "numeric", "crown_angle": "numeric",
    "pavilion_angle": "numeric", "girdle_pct": "numeric", "star_pct": "numeric",
    "lower_half_pct": "numeric", "typical": "text[]", "lab": "text", "number": "text",
    "is_demo": "boolean",
    "title": "text", "public_id": "uuid", "product_id": "bigint", "location_id": "bigint",
}  # fmt: skip
READ = list(COLUMNS)[:-4]

CREATE = f"""
DROP TABLE IF EXISTS pg_temp.stone_intake;
CREATE TEMPORARY TABLE stone_intake (
    {", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())},
    item_id bigint DEFAULT nextval(pg_get_serial_sequence('inventory_item', 'id')),
    record_id bigint DEFAULT nextval(pg_get_serial_sequence('inventory_stockrecord', 'id'))
) ON COMMIT DROP
"""
# An empty cell is NULL, except where the column of the table is a text.
COPY = f"""
COPY stone_intake ({", ".join(COLUMNS)})
FROM STDIN (FORMAT csv, FORCE_NOT_NULL (source_cut, lab, number))
"""
# One of a kind: the number or report of a row may stand neither here above it nor in stock.
TWINS = """
SELECT line, 'sku', sku, 'this stock number is there already' FROM (
    SELECT *, row_number() OVER (PARTITION BY sku ORDER BY line) AS nth FROM stone_intake) s
WHERE nth > 1 OR EXISTS (SELECT FROM inventory_item i WHERE i.sku = s.sku)
UNION ALL
SELECT line, 'number', lab || ' ' || number, 'this report is there already' FROM (
    SELECT *, row_number() OVER (PARTITION BY lab, number ORDER BY line) AS nth FROM stone_intake
    WHERE lab <> '') s
WHERE nth > 1 OR EXISTS (
    SELECT FROM inventory_gradingreport r WHERE r.lab = s.lab AND r.number = s.number)
ORDER BY 1, 2
"""
STONE = (
    "shape, carat, colour, clarity, cut, source_cut, polish, symmetry, fluorescence, is_lab_grown,"
    " length, width, depth, table_pct, depth_pct, crown_angle, pavilion_angle, girdle_pct,"
    " star_pct, lower_half_pct, typical"
)
FILL = [
    """
    INSERT INTO inventory_item (id, public_id, product_id, sku, gtin, title, is_serial, options,
        price, currency, tax_rate, is_listed, is_demo, availability_version, created_at)
    SELECT item_id, public_id, product_id, sku, '', title, true, '{}', price,
        %(currency)s, %(tax_rate)s, true, is_demo, 1, %(at)s
    FROM stone_intake ORDER BY line
    """,
    f"INSERT INTO inventory_stone (item_id, {STONE}) SELECT item_id, {STONE} FROM stone_intake",
    """
    INSERT INTO inventory_gradingreport (stone_id, lab, number, verify_url, is_demo)
    SELECT item_id, lab, number, '', is_demo FROM stone_intake WHERE lab <> ''
    """,
    """
    INSERT INTO inventory_stockrecord (id, item_id, location_id, lot_id, on_hand, claimed)
    SELECT record_id, item_id, location_id, %(lot)s, 1, 0 FROM stone_intake
    """,
    """
    INSERT INTO inventory_stockmovement
        (at, record_id, item_id, location_id, delta, reason, actor, cause)
    SELECT %(at)s, record_id, item_id, location_id, 1, 'received', %(actor)s, %(cause)s
    FROM stone_intake ORDER BY line
    """,
]


@dataclass(frozen=True, slots=True)
class Placed:
    """A stone with the product it belongs to and the location it goes to, by their ids."""

    row: StoneRow
    product_id: int
    location_id: int


def open_intake() -> None:
    """Make this transaction's intake table, and wait for another import to end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('inventory.import'))")
        cursor.execute(CREATE)


def take_in(batch: list[Placed], **facts: object) -> tuple[list[int], list[Problem]]:
    """Item ids of the stones that were new, and the rows whose numbers were not.

    `facts` are currency, tax_rate, at, lot (id), actor and cause, the same for all.
    """
    with connection.cursor() as cursor:
        cursor.copy_expert(COPY, _csv(batch))
        cursor.execute(TWINS)
        twins = [Problem(*found) for found in cursor.fetchall()]
        cursor.execute(
            "DELETE FROM stone_intake WHERE line = ANY(%s)", [[twin.line for twin in twins]]
        )
        for statement in FILL:
            cursor.execute(statement, facts)
        cursor.execute("SELECT item_id FROM stone_intake")
        taken = [item_id for (item_id,) in cursor.fetchall()]
        cursor.execute("TRUNCATE stone_intake")
    refresh(taken)
    return taken, twins


def know_stone_tables() -> None:
    """Tell the planner that tables have grown: a plan for an empty one is quadratic here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE inventory_item, inventory_stone, inventory_stockrecord,"
            " inventory_gradingreport, inventory_listing"
        )


def title_of(row: StoneRow) -> str:
    """`1.52 ct round, E VS1`"""
    shape, colour, clarity = Shape(row.shape), Colour(row.colour), Clarity(row.clarity)
    return f"{row.carat} ct {shape.label.lower()}, {colour.label} {clarity.label}"


def _csv(batch: list[Placed]) -> io.StringIO:
    file = io.StringIO()
    writer = csv.writer(file)
    for placed in batch:
        row = placed.row
        cells = {name: getattr(row, name) for name in READ}
        cells["typical"] = "{" + ",".join(row.typical) + "}"
        ours = (title_of(row), public_id(), placed.product_id, placed.location_id)
        writer.writerow([*cells.values(), *ours])
    file.seek(0)
    return file
