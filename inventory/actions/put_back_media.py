"""What was taken down by hand is shown again."""

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..copies import lock_copy
from ..errors import NotTakenDown
from ..locks import lock_stock
from ..models import MediaTakedown, StoneMedia
from ..same_media import same

STATE, KIND = StoneMedia.State, StoneMedia.Kind


@transaction.atomic
def put_back_media(*, media_id: int, actor: Actor) -> None:
    """Show it, and the same file by another link; what we have no copy of any more is fetched.

    Raises `NotTakenDown`.
    """
    media = StoneMedia.objects.filter(pk=media_id).first()
    if media is None:
        raise NotTakenDown
    files = sorted(set(same(media).exclude(file="").values_list("file", flat=True)))
    for file in files:
        lock_copy(file)
    locked = lock_stock([media.item_id])
    media.refresh_from_db()
    down = list(same(media).filter(state=STATE.DOWN)) if media.state == STATE.DOWN else []
    if not down:
        raise NotTakenDown
    for one in down:
        one.state, one.due_at, one.tries, one.why = _shown(one, files), locked.at, 0, ""
    StoneMedia.objects.bulk_update(down, ["state", "due_at", "tries", "why"])
    MediaTakedown.objects.filter(media__in=down, back_at=None).update(
        back_at=locked.at, back_by=str(actor)
    )
    changed({media.item_id, *locked.freed})


def _shown(media: StoneMedia, files: list[str]) -> str:
    if media.kind == KIND.VIDEO:
        return STATE.LINK
    return STATE.KEPT if media.file in files else STATE.WAITING
