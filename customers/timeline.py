"""Writing the timeline: one line, in the transaction of the thing itself."""

import datetime as dt
import uuid

from omni.lib.actors import Actor
from omni.lib.clock import now
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
    item: uuid.UUID | None = None,
    ref: str = "",
    facts: dict | None = None,
    at: dt.datetime | None = None,
) -> Interaction:
    """One fact about this customer or visitor; `item` is an item's public id, `ref` a reference
    such as `order:<uuid>`, `facts` small JSON. It is never changed afterwards.
    """
    return Interaction.objects.create(
        at=at or now(), kind=kind, channel=channel, actor=str(actor), visitor=visitor,
        customer=customer, store=store, item=item, ref=ref, facts=facts or {},
    )  # fmt: skip
