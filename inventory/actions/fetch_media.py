"""A link of a supplier's list is followed, and what it leads to is kept as our own file."""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from omni.lib.actors import Actor
from omni.lib.fetching import Fetched, FetchFailed, FetchRefused, Limits, fetch

from ..changes import changed
from ..copies import JPEG, PDF, file_of, lock_copy, small
from ..locks import lock_stock
from ..models import StoneMedia
from ..pictures import BadPicture, checked_pdf, redrawn, smaller
from ..same_media import same
from .forget_media import forget_unless_shared

MOST_TRIES = 4
MOST_BYTES = 15 * 1024 * 1024
STATE = StoneMedia.State


def limits() -> Limits:
    return Limits(bytes_=MOST_BYTES)


def fetch_media(*, media_id: int, actor: Actor, within: Callable[[], Limits] = limits) -> None:
    """Fetch one that is due; another worker that has it is left alone.

    Asked outside every transaction: who dies meanwhile leaves a row that is due again later.
    """
    due = StoneMedia.objects.filter(pk=media_id, state=STATE.WAITING, due_at__lte=Now())
    if not due.update(tries=F("tries") + 1, due_at=Now() + dt.timedelta(minutes=5)):
        return
    media = StoneMedia.objects.get(pk=media_id)
    if media.tries > MOST_TRIES:
        _give_up(media, "the workers that followed it ended again and again")
        return
    try:
        found = fetch(media.url, within())
        content_type, body = _kept(media, found)
    except (FetchRefused, BadPicture) as error:
        _give_up(media, str(error))
    except FetchFailed as error:
        _later(media, str(error))
    else:
        _keep(media, content_type, body, came=_digest(found.body))


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _kept(media: StoneMedia, found: Fetched) -> tuple[str, bytes]:
    """A picture drawn anew; a certificate may be a PDF too, which stays as it is."""
    is_pdf = found.kind == PDF or found.body.startswith(b"%PDF")
    if media.kind == StoneMedia.Kind.CERTIFICATE and is_pdf:
        return PDF, checked_pdf(found.kind, found.body)
    return JPEG, redrawn(found.body)


@transaction.atomic
def _keep(media: StoneMedia, content_type: str, body: bytes, came: str) -> None:
    """Under the hash of what is in it: the same picture twice is one file. Of what it was made of
    the hash alone is kept. The file is written before the piece is locked, which others may wait
    for.
    """
    digest = _digest(body)
    media.digests = [came, digest]
    file = file_of(digest, "pdf" if content_type == PDF else "jpg")
    lock_copy(file)
    if not _waiting(media).exists():
        return
    _store(file, body)
    if content_type == JPEG:
        _store(small(file), smaller(body))
    otherwise = lock_stock([media.item_id]).freed
    if not _show(media, file, content_type):
        forget_unless_shared(file)
    elif media.kind == StoneMedia.Kind.IMAGE:
        otherwise.add(media.item_id)
    changed(otherwise)


def _show(media: StoneMedia, file: str, content_type: str) -> bool:
    """Unless the same was taken down, or it is shown no longer itself; the piece is locked."""
    if same(media).filter(state=STATE.DOWN).exists():
        _give_up(media, "the same was taken down by hand")
        return False
    facts = {"file": file, "content_type": content_type, "digests": media.digests}
    return bool(_say(media, state=STATE.KEPT, why="", given_up=0, **facts))


def _store(name: str, body: bytes) -> None:
    """Once; what is there by half was left by a worker that ended, or by a disk that was full."""
    if default_storage.exists(name):
        if default_storage.size(name) == len(body):
            return
        default_storage.delete(name)
    default_storage.save(name, ContentFile(body))


def _later(media: StoneMedia, why: str) -> None:
    if media.tries >= MOST_TRIES:
        _give_up(media, why)
        return
    pause = dt.timedelta(minutes=4**media.tries)
    _waiting(media).update(why=why[:200], due_at=Now() + pause)


def _give_up(media: StoneMedia, why: str) -> None:
    _say(media, state=STATE.REFUSED, why=why, given_up=F("given_up") + 1)


def _say(media: StoneMedia, **facts: object) -> int:
    """Nothing of one that is shown no longer, since its list was taken back meanwhile."""
    facts["why"] = str(facts["why"])[:200]
    return _waiting(media).update(fetched_at=Now(), **facts)


def _waiting(media: StoneMedia) -> QuerySet[StoneMedia]:
    return StoneMedia.objects.filter(pk=media.pk, state=STATE.WAITING)
