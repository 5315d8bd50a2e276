"""The sweep: pictures and certificates of pieces that left long ago are deleted."""

import datetime as dt

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from omni.lib.clock import now

from ..changes import changed
from ..copies import forget_copy, lock_copy
from ..locks import lock_stock
from ..models import MediaTakedown, StoneMedia

MOST = 500  # at once; the next sweep goes on
STATE = StoneMedia.State
# Left for good: in none of our places. A stone that is set in a ring is where that is.
LEFT = """
SELECT m.id, m.item_id, piece.id AS piece_id FROM inventory_stonemedia m
CROSS JOIN LATERAL (
    SELECT coalesce(max(a.item_id), m.item_id) AS id FROM inventory_assemblypart p
    JOIN inventory_assembly a ON a.id = p.assembly_id AND a.taken_apart_at IS NULL
    WHERE p.item_id = m.item_id
) piece
JOIN LATERAL (
    SELECT at FROM inventory_stockmovement
    WHERE item_id = piece.id ORDER BY at DESC, id DESC LIMIT 1
) last ON last.at < %s
WHERE m.state IN ('waiting', 'kept', 'link') AND NOT EXISTS (
    SELECT FROM inventory_stockrecord WHERE item_id = piece.id AND on_hand > 0)
"""
FIND = f"{LEFT} ORDER BY m.id LIMIT %s"
HIDE = f"""
UPDATE inventory_stonemedia SET state = 'gone', why = 'its piece left long ago'
WHERE id IN (SELECT id FROM ({LEFT} AND m.id = ANY(%s) AND piece.id = ANY(%s)) still)
RETURNING item_id
"""


def forget_media() -> int:
    """Delete files `MEDIA_DAYS` after their piece left, and those that are shown no longer.

    Answers how many rows have lost theirs. A list that offers the piece again fetches them anew.
    What was taken down by hand has as long to be put back.
    """
    before = now() - dt.timedelta(days=settings.MEDIA_DAYS)
    _hide(before)
    young = MediaTakedown.objects.filter(media=OuterRef("pk"), back_at=None, taken_at__gt=before)
    kept = StoneMedia.objects.filter(file__gt="").order_by("pk")
    old = kept.exclude(state=STATE.KEPT).exclude(Exists(young))
    return sum(_forget(pk, file) for pk, file in old.values_list("pk", "file")[:MOST])


@transaction.atomic
def _hide(before: dt.datetime) -> None:
    """What left before then, and hasn't come back by the time that it is locked.

    A stone's lock keeps it in its ring; whether that comes back is for the ring's own.
    """
    with connection.cursor() as cursor:
        cursor.execute(FIND, [before, MOST])
        found = cursor.fetchall()
        pieces = [piece for _pk, _item, piece in found]
        locked = lock_stock([*pieces, *(item for _pk, item, _piece in found)])
        cursor.execute(HIDE, [before, [pk for pk, _item, _piece in found], pieces])
        changed({*locked.freed, *(item for (item,) in cursor.fetchall())})


@transaction.atomic
def _forget(pk: int, file: str) -> int:
    """The file goes first: whoever is killed in between leaves a name without a file, and the next
    sweep drops it. A piece that is to have its picture anew gets that one then.
    """
    lock_copy(file)
    mine = StoneMedia.objects.filter(pk=pk, file=file).exclude(state=STATE.KEPT)
    if not mine.exists():
        return 0
    forget_unless_shared(file, but=pk)
    return mine.update(file="")


def forget_unless_shared(file: str, but: int | None = None) -> None:
    """Delete a copy that is locked; another piece that has the same picture keeps it, also where
    somebody may put it back.
    """
    others = StoneMedia.objects.filter(file=file, state__in=(STATE.KEPT, STATE.DOWN))
    if not others.exclude(pk=but).exists():
        forget_copy(file)
