"""What she took home on approval comes back."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.events import emit

from ..changes import changed
from ..errors import MemoOver
from ..events import MemoChanged
from ..ledger import carry, ensure_records, let_go, post, record_at
from ..locks import lock_stock
from ..memos import settle
from ..models import Location, Memo


@transaction.atomic
def return_memo(
    *, memo: Memo, actor: Actor, lines: list[int] | None = None, location: Location | None = None
) -> Memo:
    """Take back these lines (by id), or all that are out, to `location` or where they came from.

    They are free again. Raises `MemoOver` for a line that is settled or isn't this memo's.
    """
    found = Memo.objects.select_for_update(no_key=True).select_related("origin").get(pk=memo.pk)
    place = location or found.origin
    out = list(found.lines.select_related("claim__record").filter(returned_at=None, bought_at=None))
    coming = [line for line in out if lines is None or line.pk in lines]
    if not coming or (lines is not None and len(coming) != len(set(lines))):
        raise MemoOver
    ensure_records((line.item_id, place.pk, line.claim.record.lot_id) for line in coming)
    locked = lock_stock(line.item_id for line in coming)
    for line in coming:
        line.refresh_from_db()  # it may have been bought before the lock
        if line.bought_at is not None:
            raise MemoOver
        source = locked.records[line.claim.record_id]
        target = record_at(locked, line.item_id, place.pk, source.lot_id)
        let_go([line.claim], f"came back ({actor})", locked=locked)
        post(
            carry(source, target, line.quantity), locked=locked, actor=actor,
            cause=f"memo:{found.number}",
        )  # fmt: skip
        line.returned_at = locked.at
        line.save(update_fields=["returned_at"])
    settle([found], locked.at)
    changed(locked.items)
    emit(MemoChanged(found.pk, "returned", tuple(line.item_id for line in coming), actor))
    found.refresh_from_db()
    return found
