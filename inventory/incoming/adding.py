"""Rows that were judged new become stones with their items, reports, first stock and ledger.

Their facts are unpacked once into a table of the transaction, from which all are written.
"""

import json
from collections.abc import Iterable

from django.db import connection

from ..lists.offers import STONE as STONE_FACTS

STONE = ", ".join((*STONE_FACTS, "source_cut", "typical"))
THESE = "r.id = ANY(%(rows)s::bigint[])"
# What a list needn't say and a stone can't be without.
UNSAID = {"source_cut": "''", "fancy": "0", "intensity": "0", "overtone": "''"}
SAID = ", ".join(
    f"coalesce(s.{name}, {UNSAID[name]}) AS {name}" if name in UNSAID else f"s.{name}"
    for name in STONE.split(", ")
)
# Our number of a stone stands in addresses: of theirs, only what needs no escaping there.
SKU = """
left(%(code)s || '-' || regexp_replace(
    CASE r.stock_number WHEN '' THEN r.lab || '-' || r.number ELSE r.stock_number END,
    '[^A-Za-z0-9._-]+', '-', 'g'), 40)
"""
UNPACKED = f"""
DROP TABLE IF EXISTS pg_temp.list_new;
CREATE TEMPORARY TABLE list_new ON COMMIT DROP AS
SELECT r.id, r.line, r.stock_number, r.lab, r.number,
    nextval(pg_get_serial_sequence('inventory_item', 'id')) AS item_id, {SKU} AS sku,
    r.facts->>'title' AS title, (r.facts->>'price')::numeric AS price,
    (r.facts->>'cost')::numeric AS cost, {SAID}
FROM inventory_importrow r
CROSS JOIN LATERAL jsonb_populate_record(NULL::inventory_stone, r.facts) s
WHERE {THESE} AND r.fate = 'new' ORDER BY r.line
"""
NUMBER_MOVES = """
UPDATE inventory_importrow r SET before = jsonb_build_object('number_of', was.item_id)
FROM pg_temp.list_new n
JOIN inventory_suppliernumber was
    ON was.supplier_id = %(supplier)s AND was.number = n.stock_number
WHERE r.id = n.id AND n.stock_number <> ''
"""
NAMED = """
UPDATE inventory_importrow r SET item_id = n.item_id, state = 'applied'
FROM pg_temp.list_new n WHERE r.id = n.id
"""
ITEMS = """
INSERT INTO inventory_item (id, public_id, product_id, sku, gtin, title, is_serial, options, price,
    currency, cost, tax_rate, is_listed, is_demo, availability_version, created_at)
SELECT n.item_id, inventory_uuid7(), (%(products)s::jsonb->>n.shape::text)::bigint,
    CASE WHEN n.nth > 1 OR other.id IS NOT NULL
         THEN left(n.sku, 39 - length(n.item_id::text)) || '-' || n.item_id
         ELSE n.sku END,
    '', n.title, true, '{}', n.price, %(currency)s, n.cost, %(tax_rate)s, true, false, 1, %(at)s
FROM (
    SELECT *, row_number() OVER (PARTITION BY sku ORDER BY id) AS nth FROM pg_temp.list_new
) n LEFT JOIN inventory_item other ON other.sku = n.sku
ORDER BY n.line
"""
STONES = f"""
INSERT INTO inventory_stone (item_id, {STONE}) SELECT item_id, {STONE} FROM pg_temp.list_new
"""
REPORTS = """
INSERT INTO inventory_gradingreport (stone_id, lab, number, verify_url, is_demo)
SELECT item_id, lab, number, '', false FROM pg_temp.list_new WHERE number <> ''
"""
ARRIVALS = """
WITH placed AS (
    INSERT INTO inventory_stockrecord (item_id, location_id, lot_id, on_hand, claimed)
    SELECT item_id, %(place)s, %(lot)s, 1, 0 FROM pg_temp.list_new
    RETURNING id, item_id, location_id
)
INSERT INTO inventory_stockmovement
    (at, record_id, item_id, location_id, delta, reason, actor, cause)
SELECT %(at)s, id, item_id, location_id, 1, 'received', %(actor)s, %(cause)s FROM placed ORDER BY id
"""


def array(ids: Iterable[int]) -> str:
    """As one word of SQL: thousands of numbers take PostgreSQL longer to parse than to find."""
    return "{" + ",".join(map(str, ids)) + "}"


def add_stones(facts: dict, products: dict[int, int]) -> list[int]:
    """Those of the rows that are new into the stock, under the locks; answers their items."""
    facts = facts | {"products": json.dumps(products)}
    with connection.cursor() as cursor:
        for statement in (UNPACKED, NUMBER_MOVES, NAMED, ITEMS, STONES, REPORTS, ARRIVALS):
            cursor.execute(statement, facts)
        cursor.execute("SELECT item_id FROM pg_temp.list_new ORDER BY item_id")
        return [item_id for (item_id,) in cursor.fetchall()]
