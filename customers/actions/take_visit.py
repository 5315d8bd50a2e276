"""An associate goes to greet somebody: taken once, gone from everybody else's list."""

import uuid

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.events import emit
from staff.models import User

from ..errors import AlreadyTaken, VisitOver
from ..events import VisitChanged
from ..models import Visit
from ..timeline import record


@transaction.atomic
def take_visit(*, visit: uuid.UUID, user: User, actor: Actor) -> Visit:
    """Put `user` down as the one who serves this visit; saying it again changes nothing.

    Raises `AlreadyTaken` with who it is, and `VisitOver`.
    """
    # Without its joins: after a wait they would still show what was before it.
    row = Visit.objects.select_for_update().get(public_id=visit)
    if row.closed_at:
        raise VisitOver
    if row.taken_by_id == user.pk:
        return row
    if row.taken_by_id:
        raise AlreadyTaken(f"{row.taken_by.given_name} is on the way already.")
    row.taken_by, row.taken_at = user, now()
    row.save(update_fields=["taken_by", "taken_at"])
    if row.customer:
        record(
            kind="greeted", channel="store", actor=actor, customer=row.customer, store=row.store,
            ref=f"visit:{row.public_id}", facts={"by": user.given_name},
        )  # fmt: skip
    emit(VisitChanged(row.pk))
    return row
