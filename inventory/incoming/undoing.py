"""Applied rows taken back: what they changed, and only where it is still as they left it."""

from django.db import connection

from .adding import STONE, THESE
from .applying import ITEM_KEYS, STONE_KEYS
from .comparing import AS_SAID, STOCK

# New stones were given all of their facts, others those that differed.
JUDGE = f"""
UPDATE inventory_importrow r
SET why = now.why, state = CASE now.why WHEN '' THEN 'applied' ELSE 'kept' END
FROM (
    SELECT r.id, CASE
        WHEN stock.claimed > 0 THEN 'somebody holds it'
        WHEN r.fate = 'gone' AND (stock.pieces > 0 OR last.reason <> 'withdrawn')
            THEN 'it came back since'
        WHEN r.fate <> 'gone' AND stock.pieces = 0 AND last.reason = 'sold'
            THEN 'it was sold since'
        WHEN r.fate <> 'gone' AND stock.pieces > 0 AND NOT coalesce(is_in_place, true)
            THEN 'it lies with us since'
        WHEN NOT ({AS_SAID}) @> coalesce(r.change, r.facts) THEN 'it was changed since'
        ELSE '' END AS why
    FROM inventory_importrow r
    JOIN inventory_item i ON i.id = r.item_id
    JOIN inventory_stone s ON s.item_id = i.id
    LEFT JOIN inventory_gradingreport g ON g.stone_id = i.id
    {STOCK.format(item="r.item_id")}
    LEFT JOIN LATERAL (
        SELECT reason FROM inventory_stockmovement m
        WHERE m.item_id = r.item_id ORDER BY at DESC, id DESC LIMIT 1
    ) last ON true
    WHERE {THESE}
) now WHERE now.id = r.id
"""
STILL = f"{THESE} AND r.state = 'applied'"
WITHDRAWN = f"""
WITH moved AS (
    UPDATE inventory_stockrecord t SET on_hand = 0 FROM inventory_importrow r
    WHERE {STILL} AND (r.fate = 'new' OR r.fate = 'changed' AND r.change->'stock' = '1')
      AND t.item_id = r.item_id AND t.lot_id = %(lot)s AND t.on_hand = 1 AND t.claimed = 0
    RETURNING t.id, t.item_id, t.location_id
)
INSERT INTO inventory_stockmovement
    (at, record_id, item_id, location_id, delta, reason, actor, cause)
SELECT %(at)s, id, item_id, location_id, -1, 'withdrawn', %(actor)s, %(cause)s
FROM moved ORDER BY id
"""
BACK = f"""
WITH moved AS (
    UPDATE inventory_stockrecord t SET on_hand = 1 FROM inventory_importrow r
    WHERE {STILL} AND r.fate = 'gone' AND t.item_id = r.item_id AND t.lot_id = %(lot)s
      AND t.location_id = %(place)s AND t.on_hand = 0
    RETURNING t.id, t.item_id, t.location_id
)
INSERT INTO inventory_stockmovement
    (at, record_id, item_id, location_id, delta, reason, actor, cause)
SELECT %(at)s, id, item_id, location_id, 1, 'received', %(actor)s, %(cause)s FROM moved ORDER BY id
"""
PRICES = f"""
INSERT INTO inventory_pricechange (item_id, kind, before, amount, currency, at, actor, cause)
SELECT r.item_id, k.kind, (r.change->>k.kind)::numeric, (r.before->>k.kind)::numeric, i.currency,
    %(at)s, %(actor)s, %(cause)s
FROM inventory_importrow r JOIN inventory_item i ON i.id = r.item_id
CROSS JOIN (VALUES ('price'), ('cost')) k (kind)
WHERE {STILL} AND r.fate = 'changed' AND r.change ? k.kind AND r.before ? k.kind ORDER BY r.line
"""
RENAMED = f"""
UPDATE inventory_item i
SET price = CASE WHEN r.change ? 'price' THEN (r.before->>'price')::numeric ELSE i.price END,
    cost = CASE WHEN r.change ? 'cost' THEN (r.before->>'cost')::numeric ELSE i.cost END,
    title = CASE WHEN r.change ? 'title' THEN r.before->>'title' ELSE i.title END
FROM inventory_importrow r
WHERE {STILL} AND r.fate = 'changed' AND i.id = r.item_id AND r.change ?| {ITEM_KEYS}
"""
REGRADED = f"""
UPDATE inventory_stone t SET ({STONE}) = (
    SELECT {STONE} FROM jsonb_populate_record(t, (
        SELECT jsonb_object_agg(k, r.before->k) FROM jsonb_object_keys(r.change) k)))
FROM inventory_importrow r
WHERE {STILL} AND r.fate = 'changed' AND t.item_id = r.item_id AND r.change ?| {STONE_KEYS}
"""
UNREPORTED = f"""
DELETE FROM inventory_gradingreport g USING inventory_importrow r
WHERE {STILL} AND r.fate = 'changed' AND r.change ? 'number' AND NOT r.before ? 'number'
  AND g.stone_id = r.item_id
"""
NUMBERS = f"""
UPDATE inventory_suppliernumber n SET item_id = (r.before->>'number_of')::bigint
FROM inventory_importrow r
WHERE {STILL} AND r.fate = 'new' AND r.before ? 'number_of'
  AND n.supplier_id = %(supplier)s AND n.number = r.stock_number AND n.item_id = r.item_id
"""
UNSHOWN = f"""
UPDATE inventory_stonemedia m SET state = 'gone', why = 'its list was taken back'
FROM inventory_importrow r
WHERE {STILL} AND m.item_id = r.item_id AND m.run_id = r.run_id AND m.state <> 'down'
"""
DONE = f"UPDATE inventory_importrow r SET state = 'undone' WHERE {STILL} RETURNING r.item_id"


def undo_rows(facts: dict) -> list[int]:
    """Take back what can be, of rows whose pieces are locked; answers the items that changed."""
    with connection.cursor() as cursor:
        for statement in (
            JUDGE, WITHDRAWN, BACK, PRICES, RENAMED, REGRADED, UNREPORTED, NUMBERS, UNSHOWN,
        ):  # fmt: skip
            cursor.execute(statement, facts)
        cursor.execute(DONE, facts)
        return [item_id for (item_id,) in cursor.fetchall()]
