"""Before any provider is asked: hold the pieces and write down what we are about to ask."""

import datetime as dt
import json
import uuid
from dataclasses import asdict

from django.conf import settings

from customers.locks import lock_customer
from customers.models import Customer
from customers.selectors.holders import holders_of
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.errors import NotListed
from inventory.models import Claim
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.inserting import insert
from omni.lib.statement import Statement
from omni.lib.whole import whole

from ..basket import BasketLine, PricedLine, by_line, priced, total
from ..errors import NotSoldOnline
from ..models import Payment
from .place_order import Buyer

HOLD = dt.timedelta(minutes=15)
EARLIER = Statement(
    "SELECT basket FROM sales_payment WHERE customer_id = %s AND state = ANY(%s) ORDER BY id"
)
# First hers, then of these items: a hot piece has thousands of claims, she has a few.
HELD = Statement(
    "SELECT item_id, purpose, holder, expires_at FROM inventory_claim"
    " WHERE holder = ANY(%s) AND released_at IS NULL AND consumed_at IS NULL"
    " AND item_id = ANY(%s) AND purpose <> %s ORDER BY id"
)


@whole
def start_payment(
    *, customer: Customer, lines: list[BasketLine], buyer: Buyer, actor: Actor
) -> Payment:
    """Claim the lines for a quarter of an hour and write the intent; commits before the asking.

    Raises `inventory.errors.Insufficient` and `NotListed`, `PriceChanged`, `NotSoldOnline`.
    """
    if not settings.SELLS_ONLINE:
        raise NotSoldOnline
    wanted = priced(lines)
    if not all(line.item.is_listed for line in wanted):
        raise NotListed
    customer = lock_customer(customer)
    moment, holders = now(), holders_of(customer)
    was = _reserved_before(customer, holders, wanted)
    claims = claim_stock(
        lines=[ClaimLine(w.item.pk, w.quantity, w.location_id, online=True) for w in wanted],
        purpose=Claim.Purpose.ORDER, holder=holders[0], also=tuple(holders[1:]),
        expires_at=moment + HOLD, actor=actor,
    )  # fmt: skip
    payment = Payment(
        customer=customer, provider=settings.PAYMENT_PROVIDER, amount=total(wanted),
        currency=wanted[0].item.currency, buyer=asdict(buyer), actor=str(actor),
        created_at=moment, next_look_at=moment + HOLD,
        basket=[
            {"item": str(line.item), "quantity": line.quantity, "shown": str(line.shown),
             "fulfilment": line.fulfilment, "location_id": line.location_id,
             "was": was.get(line.item), "claims": [str(claim) for claim in held]}
            for line, (_, held) in zip(lines, by_line(wanted, claims), strict=True)
        ],
    )  # fmt: skip
    insert(payment)
    return payment


def _reserved_before(
    customer: Customer, holders: list[str], wanted: list[PricedLine]
) -> dict[uuid.UUID, dict]:
    """What was kept for her of it already: a payment that fails gives her that back.

    What an earlier payment without an answer holds was kept as that payment found it.
    """
    was = {
        uuid.UUID(line["item"]): line["was"]
        for (basket,) in EARLIER.rows(customer.pk, list(Payment.OPEN))
        for line in json.loads(basket)
        if line.get("was")
    }
    ref_of = {line.item.pk: line.item.public_id for line in wanted}
    held = HELD.rows(holders, list(ref_of), Claim.Purpose.ORDER)
    return was | {
        ref_of[item_id]: {
            "purpose": purpose, "holder": holder, "until": until and until.isoformat(),
        }
        for item_id, purpose, holder, until in held
    }  # fmt: skip
