"""Sell on the spot: claim, tender and order in one transaction."""

from decimal import Decimal

from django.db import IntegrityError

from customers.locks import lock_customer
from customers.models import Customer
from customers.selectors.holders import holders_of
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim
from omni.lib import money
from omni.lib.actors import Actor
from omni.lib.ids import public_id
from omni.lib.whole import whole
from staff.models import Store, User

from ..basket import BasketLine, by_line, priced, total
from ..errors import ReferenceNeeded, ReferenceUsed, TendersDontAddUp
from ..models import Order, Tender
from .place_order import Buyer, Paid, place_order


@whole
def sell_now(
    *,
    store: Store,
    sold_by: User,
    customer: Customer | None,
    lines: list[BasketLine],
    paid: list[Paid],
    buyer: Buyer | None = None,
    actor: Actor,
) -> Order:
    """Sell these lines in this store against cash or a card terminal's slip.

    What is held for this customer is used. Raises `inventory.errors.Insufficient`,
    `PriceChanged`, `TendersDontAddUp`, `ReferenceNeeded`, `ReferenceUsed`.
    """
    wanted = priced(lines)
    tenders = checked(paid, total(wanted), wanted[0].item.currency)
    customer = customer and lock_customer(customer)
    holder, *also = holders_of(customer) if customer else [f"order:{public_id()}"]
    claims = claim_stock(
        lines=[ClaimLine(w.item.pk, w.quantity, w.location_id) for w in wanted],
        purpose=Claim.Purpose.ORDER,
        holder=holder,
        also=tuple(also),
        expires_at=None,
        actor=actor,
    )
    try:
        return place_order(
            channel=Order.Channel.FLOOR, lines=by_line(wanted, claims), paid=tenders,
            customer=customer, store=store, sold_by=sold_by, buyer=buyer or Buyer(), actor=actor,
        )  # fmt: skip
    except IntegrityError as error:
        if "tender_reference_once" in str(error):
            raise ReferenceUsed from error
        raise


def checked(paid: list[Paid], due: Decimal, currency: str) -> list[Paid]:
    """The tenders with cash's rounding; together they come to `due` exactly.

    Cash is handed in coins that exist: its amount may differ from what is left to pay by less
    than the smallest coin's half, and that difference is written down as rounding.
    """
    if any(p.kind == Tender.Kind.TERMINAL and not p.reference.strip() for p in paid):
        raise ReferenceNeeded
    if not paid or any(p.amount <= 0 for p in paid):
        raise TendersDontAddUp
    left, result = due, []
    for tender in sorted(paid, key=lambda p: p.kind == Tender.Kind.CASH):
        amount = tender.amount
        if tender.kind == Tender.Kind.CASH and amount == money.cash_rounded(left, currency):
            result.append(Paid("cash", left, tender.reference, amount - left))
            left = Decimal(0)
            continue
        result.append(tender)
        left -= amount
    if left != 0:
        raise TendersDontAddUp
    return result
