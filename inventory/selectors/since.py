"""What search is told by the database: everything once, and then what was committed since.

What rows were committed is told by transactions, not by an ever growing number: they become visible
in another order than they were written in, so each reading remembers which were still under way.
"""

from functools import cache
from typing import NamedTuple

from omni.lib.statement import Statement

from .copied import NAMES
from .looks import FREE

MOST_PRICE = (1 << 39) - 1  # in cents; no filter goes so far, and `columns.ROW_BITS` leaves no more
SELECT = ", ".join(NAMES).replace("price", f"least(price, {MOST_PRICE}) AS price")
COPY = f"COPY (SELECT {SELECT} FROM inventory_listing ORDER BY item_id) TO STDOUT (FORMAT binary)"
# What is finished, and what is under way: its own transaction is no more finished than others.
SNAPSHOT = """
SELECT pg_snapshot_xmax(s)::text::bigint AS upto,
       ARRAY(SELECT pg_snapshot_xip(s)::text::bigint) || own AS running, own
FROM pg_current_snapshot() s, (SELECT pg_current_xact_id_if_assigned()::text::bigint AS own) mine
"""
BEGINNING = f"""
SELECT now.upto, now.running,
       ARRAY(SELECT item_id FROM inventory_listing WHERE changed_in = now.own) AS unsure
FROM ({SNAPSHOT}) now
"""
# A row from a restored dump may bear the number of a transaction that hasn't been yet. What changed
# comes as one array: psycopg2 makes an object of every column, also where no row comes.
ARRAY = SELECT.replace("is_unsold", "is_unsold::int").replace(" AS price", "")
CHANGED = f"SELECT item_id, changed_in, ARRAY[{ARRAY}]::bigint[] FROM inventory_listing"
HEADS = """
SELECT ARRAY[id, availability_version, (price * 100)::bigint] FROM inventory_item
WHERE id = ANY(%s::bigint[])
"""
CHANGES = f"""
SELECT ARRAY({HEADS}), {{looks}}, now.*, changed.* FROM ({SNAPSHOT}) now LEFT JOIN LATERAL (
    {CHANGED} WHERE changed_in >= %s AND changed_in < greatest(now.upto, now.own + 1){{more}}
) changed ON true
"""
WAS_RUNNING = f" UNION ALL {CHANGED} WHERE changed_in = ANY(%s::bigint[])"
WAS_UNSURE = f" UNION ALL {CHANGED} WHERE item_id = ANY(%s::bigint[])"


class Told(NamedTuple):
    """Of items the id, the version of its availability and the price in cents, in no order.

    `looks` is what `looks.read_free` reads, of those that were unknown.
    """

    heads: list[list[int]]
    looks: str


@cache
def changes(looks: bool, running: bool, unsure: bool) -> Statement:
    """Only with what there is to ask for: PostgreSQL begins with all that a plan may come to."""
    more = (WAS_RUNNING if running else "") + (WAS_UNSURE if unsure else "")
    return Statement(CHANGES.format(looks=f"({FREE})" if looks else "''", more=more))
