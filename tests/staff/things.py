"""What the arguments of staff addresses stand for: a thing of one store, or of the whole chain.

A new argument in a staff URL is named here, with how to make such a thing in a store, so that the
matrix can ask for another store's.
"""

import datetime as dt
import uuid
from collections.abc import Callable

from customers.models import Appointment, Visit
from omni.lib.clock import now
from staff.models import Store
from tests.cast import a_customer


def _visit(store: Store) -> uuid.UUID:
    visit = Visit.objects.create(customer=a_customer("Joel Abara"), store=store, arrived_at=now())
    return visit.public_id


def _appointment(store: Store) -> uuid.UUID:
    start = now() + dt.timedelta(days=1)
    return Appointment.objects.create(
        customer=a_customer("Joel Abara"), store=store, starts_at=start,
        ends_at=start + dt.timedelta(hours=1), booked_by="user:test",
    ).public_id  # fmt: skip


# None: everybody with the role may open it, whatever her store.
THINGS: dict[str, Callable[[Store], object] | None] = {
    "store": lambda store: store.slug,
    "visit": _visit,
    "appointment": _appointment,
    "conversation": None,
    "customer": None,
    "item": None,
    "sku": None,
}
