"""Record what happened between us and somebody, in the transaction in which it happened."""

import datetime as dt
import uuid

from inventory.models import Item
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.inserting import insert
from staff.models import Store

from .models import Customer, Interaction


def record(
    *,
    kind: str,
    channel: str,
    actor: Actor,
    customer: Customer | None = None,
    visitor: uuid.UUID | None = None,
    store: Store | None = None,
    item: Item | uuid.UUID | None = None,
    ref: str = "",
    facts: dict | None = None,
    at: dt.datetime | None = None,
) -> Interaction:
    """One entry, written in the caller's transaction; it names its customer, its visitor or both.

    `ref` is a typed reference (`order:<uuid>`), `facts` small data for the sentence that is shown.
    """
    entry = Interaction(
        at=at or now(),
        kind=kind,
        channel=channel,
        actor=str(actor),
        customer=customer,
        visitor=visitor,
        store=store,
        item=item.public_id if isinstance(item, Item) else item,
        ref=ref,
        facts=facts or {},
    )
    insert(entry)
    return entry
