"""Somebody opened a list that we sent, or looked at one of its pieces: it is in her story."""

import datetime as dt

from django.db import connection, transaction

from inventory.models import Item
from omni.lib.actors import Actor
from omni.lib.clock import now

from ..models import Interaction, SelectionLook, SelectionShare
from ..timeline import record

AGAIN = dt.timedelta(minutes=10)

# The row's lock lets two beacons at once count as one.
SQL = """
INSERT INTO customers_selectionlook AS known (share_id, item_id, what, times, first_at, last_at)
VALUES (%(share)s, %(item)s, %(what)s, 1, %(at)s, %(at)s)
ON CONFLICT (share_id, item_id, what) DO UPDATE SET times = known.times + 1, last_at = %(at)s
WHERE known.last_at <= %(at)s - %(again)s::interval
RETURNING times
"""


@transaction.atomic
def look_at_selection(
    *, share: SelectionShare, what: str, item: Item | None = None, actor: Actor
) -> bool:
    """False when the same was looked at within ten minutes, or the piece isn't on the list."""
    if item is not None and not share.selection.pieces.filter(item=item).exists():
        return False
    values = {
        "share": share.pk, "item": item.pk if item else None, "what": what, "at": now(),
        "again": AGAIN,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(SQL, values)
        if cursor.fetchone() is None:
            return False
    is_open = what == SelectionLook.What.OPENED
    record(
        kind=Interaction.Kind.OPENED if is_open else Interaction.Kind.CLICKED,
        channel=Interaction.Channel.WEB, actor=actor, customer=share.customer, item=item,
        ref=f"selection:{share.public_id}",
        facts={"title": share.selection.title, "what": what},
    )  # fmt: skip
    return True
