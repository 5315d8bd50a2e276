"""Before any provider is asked: hold the pieces and write down what we are about to ask."""

import datetime as dt
import uuid
from dataclasses import asdict

from django.conf import settings
from django.db import transaction

from customers.models import Customer
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim
from omni.lib.actors import Actor
from omni.lib.clock import now

from ..basket import BasketLine, PricedLine, priced, total
from ..errors import NotSoldOnline
from ..models import Payment
from .place_order import Buyer

HOLD = dt.timedelta(minutes=15)


@transaction.atomic
def start_payment(
    *, customer: Customer, lines: list[BasketLine], buyer: Buyer, actor: Actor
) -> Payment:
    """Claim the lines for a quarter of an hour and write the intent; commits before the asking.

    Raises `inventory.errors.Insufficient`, `PriceChanged`, `NotSoldOnline`.
    """
    if not settings.SELLS_ONLINE:
        raise NotSoldOnline
    wanted = priced(lines)
    moment, holder = now(), f"customer:{customer.public_id}"
    was = _reserved_before(holder, wanted)
    claim_stock(
        lines=[ClaimLine(w.item.pk, w.quantity, w.location_id) for w in wanted],
        purpose=Claim.Purpose.ORDER, holder=holder, expires_at=moment + HOLD, actor=actor,
    )  # fmt: skip
    return Payment.objects.create(
        customer=customer, provider=settings.PAYMENT_PROVIDER, amount=total(wanted),
        currency=wanted[0].item.currency, buyer=asdict(buyer), actor=str(actor),
        created_at=moment, next_look_at=moment + HOLD,
        basket=[
            {"item": str(line.item), "quantity": line.quantity, "shown": str(line.shown),
             "fulfilment": line.fulfilment, "location_id": line.location_id,
             "was": was.get(line.item)}
            for line in lines
        ],
    )  # fmt: skip


def _reserved_before(holder: str, wanted: list[PricedLine]) -> dict[uuid.UUID, dict]:
    """What she had reserved of it already: a payment that fails gives her that back."""
    held = Claim.objects.live().filter(
        holder=holder, purpose=Claim.Purpose.COLLECTION, item__in=[w.item for w in wanted]
    )
    return {
        claim.item.public_id: {"until": claim.expires_at and claim.expires_at.isoformat()}
        for claim in held.select_related("item")
    }
