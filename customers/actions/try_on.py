"""Keep a piece for somebody who is in the store, while she makes up her mind."""

import datetime as dt

from django.db import transaction

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim, Item
from omni.lib.actors import Actor
from omni.lib.clock import now
from staff.models import Store

from ..locks import lock_customer
from ..models import Customer, Interaction
from ..selectors.holders import holders_of
from ..timeline import record

HOLD = dt.timedelta(hours=2)


@transaction.atomic
def try_on(*, customer: Customer, item: Item, store: Store, actor: Actor) -> Claim:
    """Hold the piece for her for two hours; raises `inventory.errors.Insufficient`.

    What is hers already, by a reservation or a booking, stays hers for as long as it was.
    """
    customer = lock_customer(customer)
    mine = holders_of(customer)
    held = Claim.objects.live().filter(item=item, holder__in=mine, expires_at__gt=now() + HOLD)
    if claim := held.first():
        return claim
    (claim,) = claim_stock(
        lines=[ClaimLine(item.pk)], purpose=Claim.Purpose.TRY_ON, holder=mine[0],
        also=tuple(mine[1:]), expires_at=now() + HOLD, actor=actor,
    )  # fmt: skip
    record(
        kind=Interaction.Kind.RESERVED, channel=Interaction.Channel.STORE, actor=actor,
        customer=customer, store=store, item=item, ref=f"claim:{claim.public_id}",
        facts={"store": store.name, "sku": item.sku},
    )  # fmt: skip
    return claim
