"""What a floor test begins with: a pass held up at the door, a sale as the panel sends it."""

import uuid

from customers.actions.issue_pass import issue_pass
from customers.actions.scan_pass import scan_pass
from customers.models import Customer, Visit
from inventory.models import Item
from staff.actions.enrol_device import enrol_device
from staff.models import Store, User
from tests.cast import acting


def checks_in(customer: Customer, store: Store, manager: User, appointment=None) -> Visit:
    """She holds her pass up to the station of this store."""
    phone = customer.identities.get(kind="phone")
    _, token = issue_pass(
        customer=customer, appointment=appointment, to=phone, actor=acting(manager)
    )
    device, _ = enrol_device(
        kind="kiosk", name="Door", store=store, user=manager, actor=acting(manager)
    )
    scan = scan_pass(shown=token, scan=uuid.uuid4(), device=device, actor=acting(manager))
    return scan.visit


def key() -> str:
    return str(uuid.uuid4())


def a_sale(*items: Item, customer: Customer | None = None, **changes) -> dict:
    """Everything that the panel sends for these pieces, paid by card."""
    return {
        "item": [str(item.public_id) for item in items],
        "shown": [str(item.price) for item in items],
        "how": ["take_away" for _ in items],
        "customer": str(customer.public_id) if customer else "",
        "pay": "card",
        "reference": f"SLIP-{items[0].sku}",
        "client_key": key(),
    } | changes
