"""What every stock action does last: grow the versions, refresh search, tell the apps above."""

from collections.abc import Iterable

from django.db import connection

from omni.lib.events import emit

from .events import StockChanged


def changed(item_ids: Iterable[int]) -> None:
    """These items' stock or claims changed in this transaction; their rows are locked by it."""
    ids = sorted(set(item_ids))
    if not ids:
        return
    if not connection.in_atomic_block:
        raise RuntimeError("Stock is changed in the transaction that tells of it.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT inventory_changed(%s)", [ids])
    tell(ids)


def tell(item_ids: Iterable[int]) -> None:
    """The same where versions and search have followed already, as after a claim."""
    emit(StockChanged(tuple(item_ids)))
