"""A count that led nowhere."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import database_now
from omni.lib.events import emit

from ..counts import locked_count
from ..events import CountChanged
from ..models import StockCount


@transaction.atomic
def abandon_count(*, count: StockCount, actor: Actor) -> StockCount:
    """End it without a result; its scans stay to be looked at. Raises `CountOver`."""
    found = locked_count(count)
    found.state = StockCount.State.ABANDONED
    found.closed_at, found.closed_by = database_now(), str(actor)
    found.save(update_fields=["state", "closed_at", "closed_by"])
    emit(CountChanged(found.pk))
    return found
