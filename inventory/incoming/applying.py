"""Judged rows into the stock, set-wise: items, stones, reports, ledger, prices, links.

The pieces are locked and the rows judged under the lock; the constraints have the last word.
"""

import json

from django.db import connection
from django.utils.text import slugify

from ..lists.offers import STONE as STONE_FACTS
from ..models import Import, ImportRow, Product
from ..models.stone import Shape

STONE = ", ".join((*STONE_FACTS, "source_cut", "typical"))
STONE_KEYS = "ARRAY['" + STONE.replace(", ", "', '") + "']"
ITEM_KEYS = "ARRAY['price', 'cost', 'title']"
THESE = "r.id = ANY(%(rows)s)"

# Our number of a stone stands in addresses: of theirs, only what needs no escaping there.
SKU = """
left(%(code)s || '-' || regexp_replace(
    CASE r.stock_number WHEN '' THEN r.lab || '-' || r.number ELSE r.stock_number END,
    '[^A-Za-z0-9._-]+', '-', 'g'), 40)
"""

# Before the locks: a record that is made can't be locked by those who came earlier; it is empty.
RECORDS = f"""
INSERT INTO inventory_stockrecord (item_id, location_id, lot_id, on_hand, claimed)
SELECT r.item_id, %(place)s, %(lot)s, 0, 0 FROM inventory_importrow r
WHERE {THESE} AND r.fate = 'changed' AND r.change->'stock' = '1'
ORDER BY r.item_id
ON CONFLICT (item_id, location_id, lot_id) DO NOTHING
"""
NUMBER_MOVES = f"""
UPDATE inventory_importrow r SET before = jsonb_build_object('number_of', n.item_id)
FROM inventory_suppliernumber n
WHERE {THESE} AND r.fate = 'new' AND r.stock_number <> ''
  AND n.supplier_id = %(supplier)s AND n.number = r.stock_number
"""
NAMED = f"""
UPDATE inventory_importrow r
SET item_id = nextval(pg_get_serial_sequence('inventory_item', 'id')), state = 'applied'
WHERE {THESE} AND r.fate = 'new'
"""
ITEMS = f"""
INSERT INTO inventory_item (id, public_id, product_id, sku, gtin, title, is_serial, options, price,
    currency, cost, tax_rate, is_listed, is_demo, availability_version, created_at)
SELECT r.item_id, inventory_uuid7(), (%(products)s::jsonb->>(r.facts->>'shape'))::bigint,
    CASE WHEN named.nth > 1 OR EXISTS (SELECT FROM inventory_item o WHERE o.sku = named.sku)
         THEN left(named.sku, 39 - length(r.item_id::text)) || '-' || r.item_id
         ELSE named.sku END,
    '', r.facts->>'title', true, '{{}}', (r.facts->>'price')::numeric, %(currency)s,
    (r.facts->>'cost')::numeric, %(tax_rate)s, true, false, 1, %(at)s
FROM (
    SELECT s.*, row_number() OVER (PARTITION BY s.sku ORDER BY s.id) AS nth FROM (
        SELECT r.id, {SKU} AS sku FROM inventory_importrow r WHERE {THESE} AND r.fate = 'new') s
) named JOIN inventory_importrow r ON r.id = named.id
ORDER BY r.line
"""
STONES = f"""
INSERT INTO inventory_stone (item_id, {STONE})
SELECT r.item_id, {STONE} FROM inventory_importrow r
CROSS JOIN LATERAL jsonb_populate_record(
    NULL::inventory_stone,
    '{{"source_cut": "", "fancy": 0, "intensity": 0, "overtone": ""}}' || r.facts) s
WHERE {THESE} AND r.fate = 'new'
"""
REPORTS = f"""
INSERT INTO inventory_gradingreport (stone_id, lab, number, verify_url, is_demo)
SELECT r.item_id, r.lab, r.number, '', false FROM inventory_importrow r
WHERE {THESE} AND r.number <> '' AND (r.fate = 'new' OR r.fate = 'changed' AND r.change ? 'number')
"""
ARRIVALS = f"""
WITH placed AS (
    INSERT INTO inventory_stockrecord (item_id, location_id, lot_id, on_hand, claimed)
    SELECT r.item_id, %(place)s, %(lot)s, 1, 0 FROM inventory_importrow r
    WHERE {THESE} AND r.fate = 'new' RETURNING id, item_id, location_id
)
INSERT INTO inventory_stockmovement
    (at, record_id, item_id, location_id, delta, reason, actor, cause)
SELECT %(at)s, id, item_id, location_id, 1, 'received', %(actor)s, %(cause)s FROM placed ORDER BY id
"""
BACK = f"""
WITH moved AS (
    UPDATE inventory_stockrecord t SET on_hand = 1 FROM inventory_importrow r
    WHERE {THESE} AND r.fate = 'changed' AND r.change->'stock' = '1'
      AND t.item_id = r.item_id AND t.lot_id = %(lot)s AND t.location_id = %(place)s
      AND t.on_hand = 0
    RETURNING t.id, t.item_id, t.location_id
)
INSERT INTO inventory_stockmovement
    (at, record_id, item_id, location_id, delta, reason, actor, cause)
SELECT %(at)s, id, item_id, location_id, 1, 'received', %(actor)s, %(cause)s FROM moved ORDER BY id
"""
LEAVING = f"""
WITH moved AS (
    UPDATE inventory_stockrecord t SET on_hand = 0 FROM inventory_importrow r
    WHERE {THESE} AND r.fate = 'gone' AND t.item_id = r.item_id AND t.lot_id = %(lot)s
      AND t.on_hand = 1 AND t.claimed = 0
    RETURNING t.id, t.item_id, t.location_id
)
INSERT INTO inventory_stockmovement
    (at, record_id, item_id, location_id, delta, reason, actor, cause)
SELECT %(at)s, id, item_id, location_id, -1, 'withdrawn', %(actor)s, %(cause)s
FROM moved ORDER BY id
"""
PRICES = f"""
INSERT INTO inventory_pricechange (item_id, kind, before, amount, currency, at, actor, cause)
SELECT r.item_id, k.kind, (r.before->>k.kind)::numeric, (r.change->>k.kind)::numeric, i.currency,
    %(at)s, %(actor)s, %(cause)s
FROM inventory_importrow r JOIN inventory_item i ON i.id = r.item_id
CROSS JOIN (VALUES ('price'), ('cost')) k (kind)
WHERE {THESE} AND r.fate = 'changed' AND r.change ? k.kind ORDER BY r.line
"""
RENAMED = f"""
UPDATE inventory_item i SET price = coalesce((r.change->>'price')::numeric, i.price),
    cost = coalesce((r.change->>'cost')::numeric, i.cost),
    title = coalesce(r.change->>'title', i.title)
FROM inventory_importrow r
WHERE {THESE} AND r.fate = 'changed' AND i.id = r.item_id AND r.change ?| {ITEM_KEYS}
"""
REGRADED = f"""
UPDATE inventory_stone t SET ({STONE}) = (
    SELECT {STONE} FROM jsonb_populate_record(t, r.change))
FROM inventory_importrow r
WHERE {THESE} AND r.fate = 'changed' AND t.item_id = r.item_id AND r.change ?| {STONE_KEYS}
"""
NUMBERS = f"""
INSERT INTO inventory_suppliernumber AS was (supplier_id, number, item_id)
SELECT %(supplier)s, r.stock_number, r.item_id FROM inventory_importrow r
WHERE {THESE} AND r.stock_number <> '' AND r.fate IN ('new', 'changed') AND r.item_id IS NOT NULL
ON CONFLICT (supplier_id, number) DO UPDATE SET item_id = excluded.item_id
WHERE was.item_id <> excluded.item_id
"""
LINKS = f"""
INSERT INTO inventory_stonemedia AS was
    (item_id, kind, url, state, why, file, content_type, tries, due_at, run_id)
SELECT r.item_id, l.key, l.value, CASE l.key WHEN 'video' THEN 'link' ELSE 'waiting' END,
    '', '', '', 0, %(at)s, r.run_id
FROM inventory_importrow r CROSS JOIN LATERAL jsonb_each_text(r.links) l
WHERE {THESE} AND r.fate IN ('new', 'changed') AND r.links IS NOT NULL
ON CONFLICT (item_id, kind, url) DO UPDATE
SET state = excluded.state, why = '', tries = 0, due_at = excluded.due_at, run_id = excluded.run_id
WHERE was.state = 'gone'
"""
DONE = f"""
UPDATE inventory_importrow r SET state = CASE r.fate WHEN 'protected' THEN 'kept' ELSE 'applied' END
WHERE {THESE} AND r.fate IN ('changed', 'gone', 'protected') RETURNING r.item_id, r.fate
"""
FOR_NEW = (NUMBER_MOVES, NAMED, ITEMS, STONES, ARRIVALS)
FOR_CHANGED = (PRICES, RENAMED, REGRADED, BACK, LEAVING)
FOR_ALL = (REPORTS, NUMBERS, LINKS)


def make_room(facts: dict) -> None:
    with connection.cursor() as cursor:
        cursor.execute(RECORDS, facts)


def apply_rows(facts: dict, *, fates: set[str], products: dict[int, int]) -> None:
    """Apply judged rows, whose pieces are locked. `facts` are `Running.facts`, rows and at."""

    facts = facts | {"products": json.dumps(products)}
    steps = (FOR_NEW if "new" in fates else ()) + FOR_ALL
    if fates & {"changed", "gone"}:
        steps = (FOR_NEW if "new" in fates else ()) + FOR_CHANGED + FOR_ALL
    with connection.cursor() as cursor:
        for statement in (*steps, DONE):
            cursor.execute(statement, facts)


def products_of(run: Import) -> dict[int, int]:
    """The style of a stone is its shape: product ids by the codes of the shapes in this list."""
    rows = run.rows.filter(fate=ImportRow.Fate.NEW).order_by()
    found = {}
    for code in rows.values_list("facts__shape", flat=True).distinct():
        shape = Shape(code)
        name = "Round brilliant diamond" if shape == Shape.ROUND else f"{shape.label} diamond"
        product, _ = Product.objects.get_or_create(
            slug=slugify(f"{shape.label} diamond"),
            defaults={"kind": Product.Kind.STONE, "name": name, "style": shape.label.lower()},
        )
        found[shape.value] = product.pk
    return found
