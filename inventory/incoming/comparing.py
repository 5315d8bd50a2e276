"""What each row of a list would change: by report number, then by the supplier's stock number.

One statement judges rows, whether for the table that people look at or under the locks just before
they are applied.
"""

from django.db import connection

from ..addresses import unsigned
from ..models import Lot
from .adding import THESE, array
from .links import LONG_GIVEN_UP
from .running import Running

# A piece as a row of a list would say it.
AS_SAID = """
jsonb_strip_nulls(to_jsonb(s) - 'item_id') || jsonb_strip_nulls(jsonb_build_object(
    'title', i.title, 'price', i.price, 'cost', i.cost, 'lab', g.lab, 'number', g.number,
    'stock', coalesce(stock.mine, 0)))
"""
STOCK = """
LEFT JOIN LATERAL (
    SELECT coalesce(sum(o.on_hand), 0)::int AS pieces,
           (sum(o.on_hand) FILTER (WHERE o.lot_id = %(lot)s))::int AS mine,
           coalesce(sum(o.claimed), 0)::int AS claimed,
           bool_and(o.location_id = %(place)s) FILTER (WHERE o.on_hand > 0) AS is_in_place,
           min(l.ownership) FILTER (WHERE o.on_hand > 0) AS ownership
    FROM inventory_stockrecord o JOIN inventory_lot l ON l.id = o.lot_id
    WHERE o.item_id = {item}
) stock ON true
"""
FOUND = """
    SELECT r.id, r.line, r.stock_number, r.lab, r.number, r.facts, r.links, r.fate, r.why,
           coalesce(g.stone_id, n.item_id, r.item_id) AS item_id
    FROM {source} r
    LEFT JOIN inventory_gradingreport g
        ON r.lab <> '' AND g.lab = r.lab AND g.number = r.number
    -- A stock number alone names a piece only where a report doesn't contradict it.
    LEFT JOIN inventory_suppliernumber n
        ON g.stone_id IS NULL AND r.stock_number <> ''
        AND n.supplier_id = %(supplier)s AND n.number = r.stock_number
        AND (r.lab = '' OR NOT EXISTS (
            SELECT FROM inventory_gradingreport o WHERE o.stone_id = n.item_id))
    WHERE {rows}
"""
# Photographs often come a day after their stone, or better ones later. An address that differs only
# behind its question mark brings none: many are signed anew for every list. What was given up is
# asked for again all the same, which changes nothing; a really other one is another.
ANOTHER_LINK = f"""
SELECT FROM jsonb_each_text(d.links) l WHERE NOT EXISTS (
    SELECT FROM inventory_stonemedia m
    WHERE m.item_id = d.item_id AND m.kind = l.key AND m.state <> 'gone'
      AND split_part(m.url, '?', 1) = split_part(l.value, '?', 1)
      AND NOT ({LONG_GIVEN_UP.format(row="m")} AND {unsigned("m.url")} <> {unsigned("l.value")}))
"""
JUDGED = f"""
WITH found AS MATERIALIZED ({FOUND}), seen AS MATERIALIZED (
    SELECT f.*, stock.*, last.reason AS last,
           CASE WHEN i.id IS NOT NULL THEN {AS_SAID} END AS before
    FROM found f
    LEFT JOIN inventory_item i ON i.id = f.item_id
    LEFT JOIN inventory_stone s ON s.item_id = i.id
    LEFT JOIN inventory_gradingreport g ON g.stone_id = i.id
    {STOCK.format(item="f.item_id")}
    LEFT JOIN LATERAL (
        SELECT reason FROM inventory_stockmovement m
        WHERE m.item_id = f.item_id AND stock.pieces = 0 ORDER BY at DESC, id DESC LIMIT 1
    ) last ON true
    WHERE f.item_id IS NOT NULL
), told AS MATERIALIZED (
    -- A usual value from us never replaces one that somebody has measured.
    SELECT n.*, CASE WHEN known.names IS NULL THEN n.facts ELSE
        n.facts - known.names || jsonb_build_object('typical', (
            SELECT coalesce(jsonb_agg(t), '[]') FROM jsonb_array_elements_text(n.facts->'typical') t
            WHERE t <> ALL(known.names))) END AS told
    FROM seen n
    LEFT JOIN LATERAL (
        SELECT array_agg(t) AS names FROM jsonb_array_elements_text(n.facts->'typical') t
        WHERE n.facts->'typical' <> n.before->'typical'
          AND n.before ? t AND NOT n.before->'typical' ? t
    ) known ON true
), differing AS MATERIALIZED (
    SELECT t.*, CASE
        WHEN before IS NULL THEN NULL
        -- Most rows say what we know; that they do is quickly seen.
        WHEN before @> told AND coalesce(before->'typical' = told->'typical', true) THEN NULL
        ELSE (SELECT jsonb_object_agg(key, value) FROM jsonb_each(told)
              WHERE before->key IS DISTINCT FROM value) END AS change
    FROM told t
), verdicts AS (
    SELECT d.*, CASE
        WHEN fate = 'refused' THEN 'refused'
        WHEN pieces = 0 AND facts->'stock' = '0' THEN 'same'
        WHEN pieces > 0 AND coalesce(mine, 0) = 0 THEN 'protected'
        WHEN pieces = 0 AND last NOT IN ('withdrawn', 'sent_back') THEN 'protected'
        WHEN change IS NULL AND NOT (
            claimed = 0 AND coalesce(is_in_place, false) AND EXISTS ({ANOTHER_LINK})
        ) THEN 'same'
        WHEN claimed > 0 OR NOT coalesce(is_in_place, true) THEN 'protected'
        WHEN change->'stock' = '0' THEN 'gone'
        ELSE 'changed' END AS verdict
    FROM differing d
), judged AS (
    SELECT v.id, v.line, v.stock_number, v.lab, v.number, v.links, v.item_id, v.verdict,
        CASE WHEN verdict = 'same' THEN '{{{{}}}}' ELSE v.facts END AS facts,
        CASE WHEN verdict IN ('changed', 'gone', 'protected') THEN v.before END AS before,
        CASE WHEN verdict = 'changed' THEN coalesce(v.change, '{{{{}}}}')
             WHEN verdict IN ('gone', 'protected') THEN v.change END AS change,
        CASE
            WHEN verdict = 'refused' THEN v.why
            WHEN verdict <> 'protected' THEN ''
            WHEN claimed > 0 THEN 'somebody holds it'
            WHEN pieces = 0 THEN CASE last WHEN 'sold' THEN 'it was sold here'
                WHEN 'assembled' THEN 'it is set in a ring here' ELSE 'it left our stock here' END
            WHEN coalesce(mine, 0) > 0 THEN 'it lies with us'
            WHEN ownership = 'owned' THEN 'it is our own'
            WHEN ownership = 'virtual' THEN 'another supplier offers it'
            ELSE 'it is with us on other terms' END AS why
    FROM verdicts v
    UNION ALL
    -- What is no piece of ours has nothing to be compared with.
    SELECT f.id, f.line, f.stock_number, f.lab, f.number, f.links, f.item_id, alone.verdict,
        CASE WHEN alone.verdict = 'same' THEN '{{{{}}}}' ELSE f.facts END, NULL, NULL,
        CASE WHEN alone.verdict = 'refused' THEN f.why ELSE '' END
    FROM found f
    CROSS JOIN LATERAL (
        SELECT CASE WHEN f.fate = 'refused' THEN 'refused' WHEN f.facts->'stock' = '1' THEN 'new'
            ELSE 'same' END AS verdict
    ) alone
    WHERE f.item_id IS NULL
)
"""
STAGE = f"""
{JUDGED.format(source="pg_temp.list_intake", rows="true")}
INSERT INTO inventory_importrow (run_id, line, stock_number, lab, number, facts, links, fate, why,
    item_id, before, change, state)
SELECT %(run)s, line, stock_number, lab, number, facts, links, verdict, why, item_id, before,
    change, 'waiting'
FROM judged ORDER BY line
"""
AGAIN = f"""
{JUDGED.format(source="inventory_importrow", rows=THESE)}
UPDATE inventory_importrow r
SET item_id = j.item_id, fate = j.verdict, before = j.before, change = j.change, why = j.why
FROM judged j
WHERE r.id = j.id AND (r.item_id IS DISTINCT FROM j.item_id OR r.fate <> j.verdict
    OR r.change IS DISTINCT FROM j.change OR r.before IS DISTINCT FROM j.before)
RETURNING r.item_id
"""
# Three joins: an EXISTS for each would read all reports there are, for every batch.
OPEN = f"""
SELECT r.id FROM inventory_importrow r WHERE {THESE} AND r.fate <> 'new'
UNION SELECT r.id FROM inventory_importrow r
    JOIN inventory_gradingreport g ON g.lab = r.lab AND g.number = r.number WHERE {THESE}
UNION SELECT r.id FROM inventory_importrow r
    JOIN inventory_suppliernumber n ON n.number = r.stock_number
    WHERE {THESE} AND n.supplier_id = %(supplier)s
"""
# The same piece twice in a list, by its report in one row and its stock number in another.
DOUBLES = """
UPDATE inventory_importrow r SET fate = 'refused', why = 'another row is the same piece'
FROM (
    SELECT id, row_number() OVER (PARTITION BY item_id ORDER BY line) AS nth
    FROM inventory_importrow
    WHERE run_id = %(run)s AND item_id IS NOT NULL AND fate <> 'refused' AND line > 0
) d WHERE d.id = r.id AND d.nth > 1
RETURNING r.line, r.stock_number
"""
FORGET_GONE = "DELETE FROM inventory_importrow WHERE run_id = %(run)s AND line = 0"
# A row that was refused is still in the list: its piece isn't gone.
GONE = """
INSERT INTO inventory_importrow (run_id, line, stock_number, lab, number, facts, fate, why, item_id,
    before, change, state)
SELECT %(run)s, 0, '', '', '', '{"stock": 0}',
    CASE WHEN r.claimed > 0 THEN 'protected' ELSE 'gone' END,
    CASE WHEN r.claimed > 0 THEN 'somebody holds it' ELSE '' END,
    r.item_id, '{"stock": 1}', '{"stock": 0}', 'waiting'
FROM inventory_stockrecord r
WHERE r.lot_id = %(lot)s AND r.location_id = %(place)s AND r.on_hand > 0
  AND NOT EXISTS (SELECT FROM inventory_importrow o
                  WHERE o.run_id = %(run)s AND o.item_id = r.item_id)
ORDER BY r.item_id
"""


def compare_staged(running: Running) -> None:
    """Judge what was copied into the intake, and keep it."""
    _execute(STAGE, running.facts)


def compare_rows(running: Running, rows: str) -> set[int]:
    """Judge these rows (an `array`) again, under the locks of their pieces.

    New ones are new still, unless their report or stock number has come meanwhile. Answers the
    items of rows that are judged otherwise than before.
    """
    facts = running.facts | {"rows": rows}
    with connection.cursor() as cursor:
        cursor.execute(OPEN, facts)
        again = [pk for (pk,) in cursor.fetchall()]
        if not again:
            return set()
        cursor.execute(AGAIN, facts | {"rows": array(again)})
        return {item_id for (item_id,) in cursor.fetchall() if item_id is not None}


def find_doubles(running: Running) -> list[tuple[int, str]]:
    """Refuse the second row of one piece; answers (line, stock number) of those."""
    with connection.cursor() as cursor:
        cursor.execute(DOUBLES, running.facts)
        return cursor.fetchall()


def find_gone(running: Running, *, withdraws: bool) -> None:
    """What lies at the supplier and their list no longer has; pieces that lie with us stay."""
    _execute(FORGET_GONE, running.facts)
    if withdraws and running.ownership == Lot.Ownership.VIRTUAL:
        _execute(GONE, running.facts)


def _execute(statement: str, facts: dict) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
