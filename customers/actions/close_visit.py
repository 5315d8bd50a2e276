"""Somebody leaves."""

import uuid

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.events import emit

from ..events import VisitChanged
from ..models import Visit


@transaction.atomic
def close_visit(*, visit: uuid.UUID, actor: Actor) -> Visit:
    """End the visit; one that ended stays as it ended."""
    row = Visit.objects.select_for_update().get(public_id=visit)
    if row.closed_at is None:
        row.closed_at = now()
        row.save(update_fields=["closed_at"])
        emit(VisitChanged(row.pk))
    return row
