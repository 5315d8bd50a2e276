"""A wanted catalogue is made, by one worker at a time; what became untrue is thrown away."""

import datetime as dt
import uuid

from django.core.files.base import ContentFile
from django.db.models import F, Q, QuerySet
from django.utils import translation

from omni.lib.actors import Actor
from omni.lib.clock import database_now, now
from omni.lib.left_files import forget_left

from ..lists_out import as_catalogue, rows_of
from ..lists_out.catalogue import digest_of
from ..lists_out.files import cover_of
from ..lists_out.kept import is_current, kept_catalogues, rows_of_each
from ..models import Catalogue
from ..selectors.selections import pieces_of

STUCK = dt.timedelta(seconds=60)
MOST_TRIES = 3
MOST = 100  # looked at in one sweep
LOOKED = F("beat_at").asc(nulls_first=True)
State = Catalogue.State


def make_catalogue(*, catalogue_id: int, actor: Actor) -> bool:
    """False when nobody wants it, or another worker is at it.

    What breaks is tried again by a sweep, a few times. No lock is held while it is set.
    """
    worker = uuid.uuid4()
    if (
        not _free()
        .filter(pk=catalogue_id)
        .update(worker=worker, beat_at=database_now(), tries=F("tries") + 1)
    ):
        return False
    row = _whole().get(pk=catalogue_id)
    digest, body = _printed(row)
    name = kept_catalogues().save(f"{uuid.uuid4()}.pdf", ContentFile(body))
    mine = Catalogue.objects.filter(pk=row.pk, state=State.WANTED, worker=worker)
    made = mine.update(state=State.READY, of=digest, file=name, made_at=now(), beat_at=None)
    left = row.file if made else name
    if left:
        kept_catalogues().delete(left)
    return bool(made)


def give_up_catalogues(*, actor: Actor) -> int:
    """What broke too often has failed; answers how many."""
    return _free().filter(tries__gte=MOST_TRIES).update(state=State.FAILED)


def due_catalogues() -> list[int]:
    """Those wanted that nobody is at."""
    return list(_free().order_by("pk").values_list("pk", flat=True)[:MOST])


def forget_catalogues(*, actor: Actor) -> int:
    """Delete those that no longer say what is true; answers how many.

    The one looked at longest ago comes first, so that each gets its turn.
    """
    looked_at = list(_whole().filter(state=State.READY).order_by(LOOKED, "pk")[:MOST])
    true = _true_among(looked_at)
    Catalogue.objects.filter(pk__in=true, state=State.READY).update(beat_at=database_now())
    return sum(_forgotten(row) for row in looked_at if row.pk not in true)


def _true_among(rows: list[Catalogue]) -> set[int]:
    """The ids of those that say what is true; what they say is read at once for a language."""
    true = set()
    for language in {row.language for row in rows}:
        of_it = [row for row in rows if row.language == language]
        with translation.override(language):
            said = rows_of_each([row.selection for row in of_it])
            true |= {row.pk for row in of_it if is_current(row, said[row.selection_id])}
    return true


def _forgotten(row: Catalogue) -> bool:
    if not Catalogue.objects.filter(pk=row.pk, state=State.READY, file=row.file).delete()[0]:
        return False
    kept_catalogues().delete(row.file)
    return True


def forget_left_files(*, actor: Actor) -> int:
    """Delete the files that no catalogue has, some time after they were made; answers how many."""
    ready = Catalogue.objects.filter(state=State.READY)
    return forget_left(kept_catalogues(), lambda: ready.values_list("file", flat=True))


def _free() -> QuerySet[Catalogue]:
    silent = Q(beat_at=None) | Q(beat_at__lt=database_now() - STUCK)
    return Catalogue.objects.filter(silent, state=State.WANTED)


def _whole() -> QuerySet[Catalogue]:
    return Catalogue.objects.select_related("selection__store", "selection__made_by")


def _printed(row: Catalogue) -> tuple[str, bytes]:
    with translation.override(row.language):
        rows, cover = rows_of(pieces_of(row.selection)), cover_of(row.selection)
        return digest_of(cover, rows), as_catalogue(cover, rows)
