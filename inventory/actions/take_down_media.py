"""A wrong picture, certificate or video of a piece is taken down by hand, and stays down."""

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import NotShown, ReasonNeeded
from ..locks import lock_stock
from ..models import MediaTakedown, StoneMedia
from ..same_media import same

STATE = StoneMedia.State
ON_SHOW = (STATE.WAITING, STATE.KEPT, STATE.LINK)
FEWEST_WORDS = 3  # letters


@transaction.atomic
def take_down_media(*, media_id: int, why: str, actor: Actor) -> None:
    """Show it no longer, nor the same that the piece has by another link.

    The copy is kept a while, so that `put_back_media` has it. Another piece with the same picture
    keeps that. Raises `ReasonNeeded`, and `NotShown` for what isn't on show.
    """
    why = why.strip()
    if len(why) < FEWEST_WORDS:
        raise ReasonNeeded
    media = StoneMedia.objects.filter(pk=media_id).first()
    if media is None:
        raise NotShown
    locked = lock_stock([media.item_id])
    media.refresh_from_db()
    shown = same(media).filter(state__in=ON_SHOW)
    down = list(shown.values_list("pk", flat=True)) if media.state in ON_SHOW else []
    if not down:
        raise NotShown
    StoneMedia.objects.filter(pk__in=down).update(state=STATE.DOWN)
    MediaTakedown.objects.bulk_create(
        MediaTakedown(media_id=pk, why=why[:200], taken_at=locked.at, taken_by=str(actor))
        for pk in down
    )
    changed({media.item_id, *locked.freed})
