"""Remember what a visitor looked at or searched for: one statement, and no wait for the disk.

A view that is lost in a crash is no harm, so its commit doesn't wait (`synchronous_commit` off
for this one transaction). Whose view it is shows once the visitor is known; of whoever is signed in
it names her too, so that it stays hers when the browser turns out to be another's. A browser that
was hers before she proved herself, and isn't signed in, tells nothing more: somebody else may hold
it.
"""

import json
import uuid

from django.db import connection

from omni.lib.actors import Actor
from omni.lib.clock import now

from ..models import Customer

SQL = """
WITH s AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO customers_interaction
    (at, kind, channel, actor, visitor, customer_id, item, ref, facts)
SELECT %(at)s, %(kind)s, 'web', %(actor)s, %(visitor)s, %(customer)s, %(item)s, '', %(facts)s FROM s
WHERE (%(item)s::uuid IS NULL OR EXISTS (
    SELECT 1 FROM inventory_item WHERE public_id = %(item)s AND is_listed
))
AND NOT EXISTS (
    SELECT 1 FROM customers_interaction
    WHERE visitor = %(visitor)s AND at > %(at)s - interval '10 seconds'
    AND kind = %(kind)s AND item IS NOT DISTINCT FROM %(item)s AND facts = %(facts)s
)
AND NOT EXISTS (
    SELECT 1 FROM customers_visitorlink l JOIN customers_customer c ON c.id = l.customer_id
    JOIN customers_identity i ON i.customer_id = coalesce(c.merged_into_id, c.id)
    WHERE l.visitor = %(visitor)s AND i.proven_at IS NOT NULL
    AND i.customer_id IS DISTINCT FROM %(customer)s
)
"""


def see(
    *,
    visitor: uuid.UUID,
    item: uuid.UUID | None,
    search: dict | None,
    customer: Customer | None = None,
    actor: Actor,
) -> bool:
    """False when there is no such piece, the same was seen within ten seconds (a reload), or the

    visitor id belongs to a known person other than `customer`, who is signed in here.
    """
    values = {
        "at": now(),
        "kind": "viewed" if item else "searched",
        "actor": str(actor),
        "visitor": visitor,
        "customer": customer.pk if customer else None,
        "item": item,
        "facts": json.dumps({"search": search} if search else {}),
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL, values)
        return cursor.rowcount == 1
