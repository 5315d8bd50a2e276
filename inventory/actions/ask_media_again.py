"""A link of a list that was given up is followed once more, since somebody says why."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now

from ..errors import NotRefused, ReasonNeeded
from ..models import MediaRetry, StoneMedia
from .take_down_media import FEWEST_WORDS

STATE = StoneMedia.State


@transaction.atomic
def ask_media_again(*, media_id: int, why: str, actor: Actor) -> None:
    """Let a worker follow it as if it were new, by the same rules and as often.

    Raises `ReasonNeeded`, and `NotRefused` for what is shown, waits already or was taken down.
    """
    why, at = why.strip(), now()
    if len(why) < FEWEST_WORDS:
        raise ReasonNeeded
    refused = StoneMedia.objects.filter(pk=media_id, state=STATE.REFUSED)
    if not refused.update(state=STATE.WAITING, tries=0, given_up=0, due_at=at):
        raise NotRefused
    MediaRetry.objects.create(media_id=media_id, why=why[:200], asked_at=at, asked_by=str(actor))
