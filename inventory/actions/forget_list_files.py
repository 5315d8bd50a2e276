"""The sweep: files of lists that ended long ago are deleted; what the lists did stays on record."""

import datetime as dt

from django.conf import settings
from django.db.models.functions import Coalesce

from omni.lib.clock import now
from omni.lib.left_files import forget_left

from ..incoming.files import kept_lists
from ..models import Import

MOST = 500  # at once; the next sweep goes on


def forget_list_files() -> int:
    """Delete files `LIST_FILES_DAYS` after their list ended, or was left lying; answers how many.

    Rows, refusals and undo need none of them. The file goes first: whoever is killed in between
    leaves a name without a file, and the next sweep drops it. A file without a list is one of a
    process that was killed while it brought that.
    """
    left = forget_left(
        kept_lists(), lambda: Import.objects.exclude(file="").values_list("file", flat=True)
    )
    return left + _old()


def _old() -> int:
    before = now() - dt.timedelta(days=settings.LIST_FILES_DAYS)
    old = (
        Import.objects.annotate(ended=Coalesce("finished_at", "compared_at", "started_at"))
        .filter(ended__lt=before)
        .exclude(file="")
        .exclude(state__in=Import.WORKING)
    )
    forgotten = 0
    for pk, name in old.order_by("pk").values_list("pk", "file")[:MOST]:
        kept_lists().delete(name)
        forgotten += Import.objects.filter(pk=pk, file=name).update(file="")
    return forgotten
