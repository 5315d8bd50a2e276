"""Links of a list: each is brought once, and asked for again when it was given up long enough ago.

That is a day after the first time, two after the second, then 4, 8, 16, and 30 at most.
"""

import json

from django.db import connection

from ..addresses import signed_anew, unsigned
from .adding import THESE, array

MOST_DAYS, DOUBLED = 30, 5
LONG_GIVEN_UP = (
    "({row}.state = 'refused' AND coalesce({row}.fetched_at < clock_timestamp() - interval '1 day'"
    f" * least(2 ^ least(greatest({{row}}.given_up - 1, 0), {DOUBLED}), {MOST_DAYS}), false))"
)
# By the link that the list has now, which may be signed anew; not where the like is shown already.
# Each row asks the index for its own: driven by the links, it would read the list for each.
FIND = f"""
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
"""
OF_CHANGED = FIND.format(rows=f"{THESE} AND r.fate = 'changed'")
# Rows that change nothing else: asking again changes nothing of a piece, so it isn't locked.
OF_UNCHANGED = FIND.format(
    rows="""r.run_id = %(run)s AND r.fate = 'same' AND EXISTS (
    SELECT FROM inventory_stockrecord s WHERE s.item_id = r.item_id AND s.lot_id = %(lot)s
      AND s.location_id = %(place)s AND s.on_hand > 0)"""
)
# Found before and not joined: to a plan for few that were given up, each would look at all others.
ASK = """
UPDATE inventory_stonemedia
SET url = %(urls)s::jsonb->>id::text, state = 'waiting', why = '', tries = 0, due_at = %(at)s
WHERE id = ANY(%(ids)s::bigint[]) AND state = 'refused'
"""
# What was taken down stays so, and what was given up waits, however its address is signed. A new
# stone has had nothing.
HAD = f"""
SELECT coalesce(bool_or(
           (m.state = 'down' OR m.state = 'refused' AND NOT {LONG_GIVEN_UP.format(row="m")})
           AND {unsigned("m.url")} = {unsigned("l.value")}
           OR m.state = 'down' AND {signed_anew("m.url", "l.value", "m.item_id")}
       ), false) AS is_held_back,
       coalesce(max(m.given_up) FILTER (WHERE m.state = 'refused'
           AND split_part(m.url, '?', 1) = split_part(l.value, '?', 1)), 0) AS given_up
FROM inventory_stonemedia m
WHERE r.fate = 'changed' AND m.item_id = r.item_id AND m.kind = l.key
"""
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


def ask_again(facts: dict, found: str = OF_UNCHANGED) -> None:
    """Let links be followed once more that were given up and a list still has."""
    with connection.cursor() as cursor:
        cursor.execute(found, facts)
        urls = dict(cursor.fetchall())
        if urls:
            cursor.execute(ASK, facts | {"ids": array(urls), "urls": json.dumps(urls)})
