"""The sweep: pictures and certificates of pieces that left long ago are deleted."""

import datetime as dt

from django.conf import settings
from django.db import connection, transaction

from omni.lib.clock import now

from ..copies import forget_copy, lock_copy
from ..models import StoneMedia

MOST = 500  # at once; the next sweep goes on
STATE = StoneMedia.State
# Left for good: in none of our places, and not since it was set in a ring that may be taken apart.
LEFT = """
UPDATE inventory_stonemedia SET state = 'gone', why = 'its piece left long ago'
WHERE id IN (
    SELECT m.id FROM inventory_stonemedia m
    JOIN LATERAL (
        SELECT at, reason FROM inventory_stockmovement
        WHERE item_id = m.item_id ORDER BY at DESC, id DESC LIMIT 1
    ) last ON last.at < %s AND last.reason <> 'assembled'
    WHERE m.state IN ('waiting', 'kept', 'link') AND NOT EXISTS (
        SELECT FROM inventory_stockrecord WHERE item_id = m.item_id AND on_hand > 0)
    ORDER BY m.id LIMIT %s
)
"""


def forget_media() -> int:
    """Delete files `MEDIA_DAYS` after their piece left, and those that are shown no longer.

    Answers how many rows have lost theirs. A list that offers the piece again fetches them anew.
    """
    with connection.cursor() as cursor:
        cursor.execute(LEFT, [now() - dt.timedelta(days=settings.MEDIA_DAYS), MOST])
    old = StoneMedia.objects.exclude(state=STATE.KEPT).filter(file__gt="").order_by("pk")
    return sum(_forget(pk, file) for pk, file in old.values_list("pk", "file")[:MOST])


@transaction.atomic
def _forget(pk: int, file: str) -> int:
    """The file goes first: whoever is killed in between leaves a name without a file, and the next
    sweep drops it. Another piece that has the same picture keeps it; a piece that is to have its
    picture anew gets that one then.
    """
    lock_copy(file)
    if not StoneMedia.objects.filter(file=file, state=STATE.KEPT).exists():
        forget_copy(file)
    mine = StoneMedia.objects.filter(pk=pk, file=file).exclude(state=STATE.KEPT)
    return mine.update(file="")
