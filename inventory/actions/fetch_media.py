"""A link of a supplier's list is followed, and what it leads to is kept as our own file."""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F
from django.db.models.functions import Now

from omni.lib.actors import Actor
from omni.lib.fetching import Fetched, FetchFailed, FetchRefused, Limits, fetch

from ..models import StoneMedia
from ..pictures import JPEG, PDF, BadPicture, checked_pdf, redrawn

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
        _say(media, state=STATE.REFUSED, why="the workers that followed it ended again and again")
        return
    try:
        content_type, body = _kept(media, fetch(media.url, within()))
    except (FetchRefused, BadPicture) as error:
        _say(media, state=STATE.REFUSED, why=str(error))
    except FetchFailed as error:
        _later(media, str(error))
    else:
        name = _store(body, "pdf" if content_type == PDF else "jpg")
        _say(media, state=STATE.KEPT, why="", file=name, content_type=content_type)


def _kept(media: StoneMedia, found: Fetched) -> tuple[str, bytes]:
    """A picture drawn anew; a certificate may be a PDF too, which stays as it is."""
    is_pdf = found.kind == PDF or found.body.startswith(b"%PDF")
    if media.kind == StoneMedia.Kind.CERTIFICATE and is_pdf:
        return PDF, checked_pdf(found.kind, found.body)
    return JPEG, redrawn(found.body)


def _store(body: bytes, ending: str) -> str:
    """Under the hash of what is in it: the same picture twice is one file."""
    digest = hashlib.sha256(body).hexdigest()
    name = f"stones/{digest[:2]}/{digest}.{ending}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(body))
    return name


def _later(media: StoneMedia, why: str) -> None:
    if media.tries >= MOST_TRIES:
        _say(media, state=STATE.REFUSED, why=why)
        return
    pause = dt.timedelta(minutes=4**media.tries)
    StoneMedia.objects.filter(pk=media.pk).update(why=why[:200], due_at=Now() + pause)


def _say(media: StoneMedia, **facts: object) -> None:
    facts["why"] = str(facts["why"])[:200]
    StoneMedia.objects.filter(pk=media.pk).update(fetched_at=Now(), **facts)
