"""What every stock action does last: grow the versions, refresh search, tell the apps above."""

from collections.abc import Iterable

from django.db.models import F

from omni.lib.events import emit

from .events import StockChanged
from .listings import refresh
from .models import Item


def changed(item_ids: Iterable[int]) -> None:
    """These items' stock or claims changed in this transaction; their rows are locked by it."""
    ids = sorted(set(item_ids))
    if not ids:
        return
    Item.objects.filter(pk__in=ids).update(availability_version=F("availability_version") + 1)
    refresh(ids)
    emit(StockChanged(tuple(ids)))
