"""Judged rows into the stock, set-wise: new stones, ledger, prices, grades, numbers, links.

The pieces are locked and the rows judged under the lock; the constraints have the last word.
"""

from django.db import connection
from django.utils.text import slugify

from ..models import Import, ImportRow, Product
from ..models.stone import Shape
from .adding import STONE, THESE, add_stones
from .links import LINKS, OF_CHANGED, ask_again

STONE_KEYS = "ARRAY['" + STONE.replace(", ", "', '") + "']"
ITEM_KEYS = "ARRAY['price', 'cost', 'title']"

# Before the locks: a record that is made can't be locked by those who came earlier; it is empty.
RECORDS = f"""
INSERT INTO inventory_stockrecord (item_id, location_id, lot_id, on_hand, claimed)
SELECT r.item_id, %(place)s, %(lot)s, 0, 0 FROM inventory_importrow r
WHERE {THESE} AND r.fate = 'changed' AND r.change->'stock' = '1'
ORDER BY r.item_id
ON CONFLICT (item_id, location_id, lot_id) DO NOTHING
"""
REPORTS = f"""
INSERT INTO inventory_gradingreport (stone_id, lab, number, verify_url, is_demo)
SELECT r.item_id, r.lab, r.number, '', false FROM inventory_importrow r
WHERE {THESE} AND r.number <> '' AND r.fate = 'changed' AND r.change ? 'number'
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
DONE = f"""
UPDATE inventory_importrow r SET state = CASE r.fate WHEN 'protected' THEN 'kept' ELSE 'applied' END
WHERE {THESE} AND r.fate IN ('changed', 'gone', 'protected') RETURNING r.item_id, r.fate
"""
FATES = f"SELECT DISTINCT r.fate FROM inventory_importrow r WHERE {THESE}"
FOR_CHANGED = (PRICES, RENAMED, REGRADED, REPORTS, BACK, LEAVING)
FOR_ALL = (NUMBERS, LINKS)


def make_room(facts: dict) -> None:
    with connection.cursor() as cursor:
        cursor.execute(RECORDS, facts)


def apply_rows(facts: dict, *, products: dict[int, int]) -> tuple[list[int], set[int]]:
    """Apply judged rows, whose pieces are locked. `facts` are `Running.facts`, rows and at.

    Answers the items that are new, and those that have changed or left.
    """
    with connection.cursor() as cursor:
        cursor.execute(FATES, facts)
        fates = {fate for (fate,) in cursor.fetchall()}
        new = add_stones(facts, products) if "new" in fates else []
        if "changed" in fates:
            ask_again(facts, OF_CHANGED)
        for statement in (FOR_CHANGED if fates & {"changed", "gone"} else ()) + FOR_ALL:
            cursor.execute(statement, facts)
        if fates <= {"new"}:
            return new, set()
        cursor.execute(DONE, facts)
        return new, {item_id for item_id, fate in cursor.fetchall() if fate != "protected"}


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
