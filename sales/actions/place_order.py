"""The one way in which anything is sold, on the web, on the floor and by machines."""

import uuid
from dataclasses import dataclass, field
from decimal import Decimal

from customers.models import Customer
from customers.timeline import record
from inventory.actions.consume import consume_claims
from inventory.errors import ClaimOver
from inventory.models import Claim
from omni.lib import money
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.events import emit
from omni.lib.failpoints import failpoint
from omni.lib.ids import public_id
from omni.lib.inserting import insert
from omni.lib.whole import whole
from staff.models import Store, User

from ..basket import PricedLine, total
from ..events import OrderPlaced
from ..models import Order, OrderLine, Tender
from ..numbers import next_number


@dataclass(frozen=True, slots=True)
class Paid:
    """One tender: `amount` as it counts for the order, `rounding` what cash added or forgave."""

    kind: str
    amount: Decimal
    reference: str = ""
    rounding: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who to write to and where to send; all may be empty for a sale at the counter."""

    name: str = ""
    email: str = ""
    phone: str = ""
    delivery: dict = field(default_factory=dict)


@whole
def place_order(
    *,
    channel: str,
    lines: list[tuple[PricedLine, list[uuid.UUID]]],
    paid: list[Paid],
    customer: Customer | None,
    store: Store | None,
    sold_by: User | None,
    buyer: Buyer,
    actor: Actor,
    holder: str = "",
) -> Order:
    """Write the order with its lines and tenders, consume its claims, tell the timeline.

    The caller claimed the pieces in this or an earlier transaction and knows that the money is
    there. `lines` are each with its claims; `holder` is whose they must still be. Raises what
    `consume_claims` raises, and `ClaimOver` for claims that became another's, of something else or
    of other pieces meanwhile; then nothing of it happened.
    """
    ref = public_id()
    claims = _consumed(lines, holder, f"order:{ref}", actor)
    currency = lines[0][0].item.currency
    tax = sum(
        (money.tax_within(line.amount, line.item.tax_rate, currency) for line, _ in lines),
        Decimal(0),
    )
    order = Order(
        public_id=ref, number=next_number(store.code if store else "WEB"), channel=channel,
        customer=customer, store=store, sold_by=sold_by, state=Order.State.PAID,
        currency=currency, total=total(line for line, _ in lines), tax=tax, name=buyer.name,
        email=buyer.email, phone=buyer.phone, delivery=buyer.delivery, placed_at=now(),
        actor=str(actor),
    )  # fmt: skip
    insert(order)
    sold = [
        OrderLine(
            order=order, item=line.item, claim=claims[claim], title=line.item.title,
            quantity=claims[claim].quantity, unit_price=line.item.price,
            tax_rate=line.item.tax_rate, fulfilment=line.fulfilment,
        )
        for line, held in lines
        for claim in held
    ]  # fmt: skip
    tenders = [
        Tender(
            order=order, kind=tender.kind, amount=tender.amount, rounding=tender.rounding,
            reference=tender.reference, taken_at=order.placed_at,
        )
        for tender in paid
    ]  # fmt: skip
    for row in (*sold, *tenders):
        insert(row)
    if customer is not None:
        for line, _ in lines:
            record(
                kind="purchased",
                channel="store" if channel == Order.Channel.FLOOR else "web",
                actor=actor,
                customer=customer,
                store=store,
                item=line.item.public_id,
                ref=f"order:{ref}",
                facts={"number": order.number, "title": line.item.title,
                       "amount": str(line.amount), "currency": currency},
            )  # fmt: skip
    emit(OrderPlaced(order, sold))
    failpoint("order.before_commit")
    return order


def _consumed(
    lines: list[tuple[PricedLine, list[uuid.UUID]]], holder: str, cause: str, actor: Actor
) -> dict[uuid.UUID, Claim]:
    """The claims of all lines by their ids, consumed: as many pieces as each line says."""
    ids = [claim for _, held in lines for claim in held]
    done = {one.public_id: one for one in consume_claims(claims=ids, cause=cause, actor=actor)}
    for line, held in lines:
        claims = [done[claim] for claim in held]
        if sum(claim.quantity for claim in claims) != line.quantity or any(
            claim.item_id != line.item.pk
            or claim.purpose != Claim.Purpose.ORDER
            or claim.holder != (holder or claim.holder)
            for claim in claims
        ):
            raise ClaimOver
    return done
