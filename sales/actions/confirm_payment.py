"""The provider has spoken: in one transaction money and pieces become an order, or neither."""

import datetime as dt
import uuid
from decimal import Decimal

from django.db import transaction

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.release import release_claims
from inventory.errors import Insufficient
from inventory.models import Claim, Item
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.events import emit

from ..basket import PricedLine
from ..errors import UnknownPayment
from ..events import PaymentToRefund
from ..models import Order, Payment, Refund, Tender
from ..providers import Answer
from .place_order import Buyer, Paid, place_order
from .sell_now import by_line

OPEN = ("started", "asked", "unknown")


@transaction.atomic
def confirm_payment(*, payment: uuid.UUID, answer: Answer, actor: Actor) -> Payment:
    """Settle a payment by what its provider answered; said twice, it happens once.

    Captured: the pieces are sold, claimed anew if their hold had ended; when somebody else has
    them by now, the money is due back. Declined or cancelled: the pieces are free again.
    """
    row = Payment.objects.select_for_update().filter(public_id=payment).first()
    if row is None:
        raise UnknownPayment
    if row.state not in OPEN or answer.status == "absent":
        return row
    row.provider_ref = answer.reference
    if answer.status == "captured":
        row.captured = row.amount
        _sell_or_refund(row, actor)
    else:
        row.state = Payment.State.DECLINED if answer.status == "declined" else "abandoned"
        row.problem, row.next_look_at = answer.reason, None
        _let_go(row, actor)
    row.save()
    return row


def _lines(row: Payment) -> list[PricedLine]:
    items = Item.objects.in_bulk([line["item"] for line in row.basket], field_name="public_id")
    lines = []
    for line in row.basket:
        item = items[uuid.UUID(line["item"])]
        item.price = Decimal(line["shown"])  # the price that was shown and paid
        lines.append(PricedLine(item, line["quantity"], line["fulfilment"], line["location_id"]))
    return lines


def _holder(row: Payment) -> str:
    return f"customer:{row.customer.public_id}"


def _sell_or_refund(row: Payment, actor: Actor) -> None:
    lines = _lines(row)
    try:
        with transaction.atomic():
            claims = claim_stock(
                lines=[ClaimLine(li.item.pk, li.quantity, li.location_id) for li in lines],
                purpose=Claim.Purpose.ORDER, holder=_holder(row), expires_at=None, actor=actor,
            )  # fmt: skip
            row.order = place_order(
                channel=Order.Channel.WEB, lines=by_line(lines, claims),
                paid=[Paid(Tender.Kind.ONLINE, row.amount, str(row.public_id))],
                customer=row.customer, store=None, sold_by=None,
                buyer=Buyer(**row.buyer), actor=actor,
            )  # fmt: skip
        row.state, row.next_look_at = Payment.State.SETTLED, None
    except Insufficient as short:
        row.state, row.next_look_at = Payment.State.REFUND_DUE, now()
        row.problem = short.message[:200]
        Refund.objects.create(
            payment=row, amount=row.amount, why="gone before the payment came", created_at=now()
        )
        emit(PaymentToRefund(row.public_id, row.customer_id))


def _let_go(row: Payment, actor: Actor) -> None:
    """The pieces are free again, or reserved for her as they were before she tried to pay."""
    for line in row.basket:
        held = Claim.objects.live().filter(
            holder=_holder(row), purpose=Claim.Purpose.ORDER, item__public_id=line["item"]
        )
        claims = list(held)
        until = _still_reserved(line)
        if until and claims:
            claim_stock(
                lines=[ClaimLine(claims[0].item_id, line["quantity"], line["location_id"])],
                purpose=Claim.Purpose.COLLECTION, holder=_holder(row), expires_at=until,
                actor=actor,
            )  # fmt: skip
        elif claims:
            release_claims(
                claims=[claim.public_id for claim in claims],
                why="the payment didn't go through",
                actor=actor,
            )


def _still_reserved(line: dict) -> dt.datetime | None:
    until = (line.get("was") or {}).get("until")
    moment = dt.datetime.fromisoformat(until) if until else None
    return moment if moment and moment > now() else None
