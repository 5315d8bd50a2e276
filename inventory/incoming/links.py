"""Links of a list: each is brought once, and asked for again when it was given up long enough ago.

That is a day after the first time, two after the second, then 4, 8, 16, and 30 at most.
"""

from django.db import connection

from ..addresses import unsigned
from .adding import THESE

MOST_DAYS, DOUBLED = 30, 5
LONG_GIVEN_UP = (
    "({row}.state = 'refused' AND coalesce({row}.fetched_at < clock_timestamp() - interval '1 day'"
    f" * least(2 ^ least(greatest({{row}}.given_up - 1, 0), {DOUBLED}), {MOST_DAYS}), false))"
)
# By the link that the list has now, which may be signed anew; not where the like is shown already.
# Each row asks the index for its own: driven by the links, it would read the list for each.
ASKED_AGAIN = f"""
UPDATE inventory_stonemedia m
SET url = again.url, state = 'waiting', why = '', tries = 0, due_at = %(at)s
FROM (
    SELECT DISTINCT ON (r.item_id, old.kind) old.id, old.url
    FROM inventory_importrow r CROSS JOIN LATERAL (
        SELECT m.id, m.kind, r.links->>m.kind AS url FROM inventory_stonemedia m
        WHERE m.item_id = r.item_id AND {LONG_GIVEN_UP.format(row="m")}
          AND {unsigned("m.url")} = {unsigned("(r.links->>m.kind)")}
        OFFSET 0
    ) old
    WHERE {{rows}} AND r.links IS NOT NULL AND NOT EXISTS (
        SELECT FROM inventory_stonemedia o
        WHERE o.item_id = r.item_id AND o.kind = old.kind AND o.id <> old.id
          AND (o.url = old.url OR o.state NOT IN ('gone', 'refused')
               AND split_part(o.url, '?', 1) = split_part(old.url, '?', 1)))
    ORDER BY r.item_id, old.kind, old.id DESC
) again WHERE m.id = again.id AND m.state = 'refused'
"""
# What was taken down stays so, and what was given up waits, however its address is signed. A new
# stone has had nothing.
HAD = f"""
SELECT coalesce(bool_or(
           (m.state = 'down' OR m.state = 'refused' AND NOT {LONG_GIVEN_UP.format(row="m")})
           AND {unsigned("m.url")} = {unsigned("l.value")}), false) AS is_held_back,
       coalesce(max(m.given_up) FILTER (WHERE m.state = 'refused'
           AND split_part(m.url, '?', 1) = split_part(l.value, '?', 1)), 0) AS given_up
FROM inventory_stonemedia m
WHERE r.fate = 'changed' AND m.item_id = r.item_id AND m.kind = l.key
"""
AGAIN = ASKED_AGAIN.format(rows=f"{THESE} AND r.fate = 'changed'")
LINKS = f"""
INSERT INTO inventory_stonemedia AS was
    (item_id, kind, url, state, why, file, content_type, tries, given_up, due_at, run_id)
SELECT r.item_id, l.key, l.value, CASE l.key WHEN 'video' THEN 'link' ELSE 'waiting' END,
    '', '', '', 0, had.given_up, %(at)s, r.run_id
FROM inventory_importrow r CROSS JOIN LATERAL jsonb_each_text(r.links) l
CROSS JOIN LATERAL ({HAD}) had
WHERE {THESE} AND r.fate IN ('new', 'changed') AND r.links IS NOT NULL
  AND NOT had.is_held_back
ON CONFLICT (item_id, kind, url) DO UPDATE
SET state = excluded.state, why = '', tries = 0, due_at = excluded.due_at, run_id = excluded.run_id
WHERE was.state = 'gone' OR {LONG_GIVEN_UP.format(row="was")}
"""
# Rows that change nothing else: asking again changes nothing of a piece, so it isn't locked.
UNCHANGED = ASKED_AGAIN.format(
    rows="""r.run_id = %(run)s AND r.fate = 'same' AND EXISTS (
    SELECT FROM inventory_stockrecord s WHERE s.item_id = r.item_id AND s.lot_id = %(lot)s
      AND s.location_id = %(place)s AND s.on_hand > 0)"""
)


def ask_again(facts: dict) -> None:
    """Let links be followed once more that a list still has of pieces it changes nothing of."""
    with connection.cursor() as cursor:
        cursor.execute(UNCHANGED, facts)
