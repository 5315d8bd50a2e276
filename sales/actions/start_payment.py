"""Before any provider is asked: hold the pieces and write down what we are about to ask."""

import datetime as dt
from dataclasses import asdict

from django.conf import settings
from django.db import transaction

from customers.models import Customer
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim
from omni.lib.actors import Actor
from omni.lib.clock import now

from ..basket import BasketLine, priced, total
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
    moment = now()
    claim_stock(
        lines=[ClaimLine(w.item.pk, w.quantity, w.location_id) for w in wanted],
        purpose=Claim.Purpose.ORDER, holder=f"customer:{customer.public_id}",
        expires_at=moment + HOLD, actor=actor,
    )  # fmt: skip
    return Payment.objects.create(
        customer=customer, provider=settings.PAYMENT_PROVIDER, amount=total(wanted),
        currency=wanted[0].item.currency, buyer=asdict(buyer), actor=str(actor),
        created_at=moment, next_look_at=moment + HOLD,
        basket=[
            {"item": str(line.item), "quantity": line.quantity, "shown": str(line.shown),
             "fulfilment": line.fulfilment, "location_id": line.location_id}
            for line in lines
        ],
    )  # fmt: skip
