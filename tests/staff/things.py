"""What the arguments of staff addresses stand for: a thing of one store, or of the whole chain.

A new argument in a staff URL is named here, with how to make such a thing in a store, so that the
matrix can ask for another store's.
"""

import datetime as dt
import uuid
from collections.abc import Callable

from customers.models import Appointment, Selection, SelectionShare, Visit
from inventory.models import Location, StockCount, Transfer
from omni.lib.clock import now
from sales.models import Order
from staff.models import Device, Store, User
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


def _order(store: Store) -> uuid.UUID:
    return Order.objects.create(
        number="T-1", channel="floor", store=store, state="paid", currency="AUD", total=1, tax=0,
        placed_at=now(), actor="user:test",
    ).public_id  # fmt: skip


def _device(store: Store) -> uuid.UUID:
    return Device.objects.create(
        kind="ipad", name="iPad", store=store, token_hash=uuid.uuid4().hex * 2
    ).public_id


def _transfer(store: Store) -> uuid.UUID:
    """Between the store and quarantine, which is nobody else's."""
    places = {"name": "Here", "kind": "store", "store": store}
    here, _ = Location.objects.get_or_create(code=f"t-{store.slug}", defaults=places)
    away, _ = Location.objects.get_or_create(
        code="quarantine", defaults={"name": "Quarantine", "kind": "quarantine"}
    )
    return Transfer.objects.create(
        source=away, destination=here, requested_at=now(), requested_by="user:test"
    ).public_id


def _count(store: Store) -> uuid.UUID:
    """Of a place of the store."""
    here, _ = Location.objects.get_or_create(
        code=f"t-{store.slug}", defaults={"name": "Here", "kind": "store", "store": store}
    )
    return StockCount.objects.create(
        location=here, opened_at=now(), opened_by="user:test"
    ).public_id  # fmt: skip


def _selection(store: Store) -> Selection:
    return Selection.objects.create(
        title="Rounds", store=store, created_at=now(), changed_at=now(),
        made_by=User.objects.create_user(f"{uuid.uuid4()}@tolland.example", name="Lucia Ferri"),
    )  # fmt: skip


def _share(store: Store) -> uuid.UUID:
    return SelectionShare.objects.create(
        selection=_selection(store), customer=a_customer("Joel Abara"), kind="email",
        value="joel@example.com", token_hash=uuid.uuid4().hex * 2, sent_at=now(),
        expires_at=now() + dt.timedelta(days=1),
    ).public_id  # fmt: skip


# None: everybody with the role may open it, whatever her store.
THINGS: dict[str, Callable[[Store], object] | None] = {
    "store": lambda store: store.slug,
    "visit": _visit,
    "appointment": _appointment,
    "order": _order,
    "device": _device,
    "transfer": _transfer,
    "selection": lambda store: _selection(store).public_id,
    "share": _share,
    "count": _count,
    "conversation": None,
    "customer": None,
    "item": None,
    "sku": None,
    "name": None,
    "kind": None,
}
