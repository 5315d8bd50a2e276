"""The provider has spoken: in one transaction money and pieces become an order, or neither."""

import datetime as dt
import uuid
from contextlib import suppress
from decimal import Decimal

from django.db import transaction

from customers.locks import lock_customer
from customers.models import Customer
from customers.selectors.holders import holders_of, kept_until
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.release import release_claims
from inventory.errors import ClaimOver, Insufficient, UnknownClaim
from inventory.models import Claim
from inventory.selectors.lookup import items_by_ref
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.events import emit
from omni.lib.prepared import ASKED, Prepared
from omni.lib.statement import Writing
from omni.lib.whole import for_one_action

from ..basket import PricedLine, by_line
from ..errors import UnknownPayment
from ..events import PaymentToRefund
from ..models import Order, Payment, Refund, Tender
from ..providers import Answer
from .place_order import Buyer, Paid, place_order

HER_ROW = Prepared(
    lambda: Customer.objects.select_for_update(no_key=True).extra(
        where=["id = (SELECT customer_id FROM sales_payment WHERE public_id = %s::uuid)"],
        params=[ASKED],
    )
)
ITS_ROW = Prepared(
    lambda: (
        Payment.objects.select_for_update(of=("self",))
        .select_related("customer")
        .extra(where=["sales_payment.public_id = %s::uuid"], params=[ASKED])
    )
)
# What an answer can change.
SETTLE = Writing(
    "UPDATE sales_payment SET state = %s, provider_ref = %s, captured = %s::numeric,"
    " order_id = %s::bigint, problem = %s, next_look_at = %s::timestamptz"
    " WHERE id = %s RETURNING id"
)


def confirm_payment(*, payment: uuid.UUID, answer: Answer, actor: Actor) -> Payment:
    """Settle a payment by what its provider answered; said twice, it happens once.

    Captured: the pieces are sold, claimed anew if their hold had ended; when somebody else has
    them by now, the money is due back. Declined or cancelled: the pieces are free again.
    """
    with for_one_action() as outermost:
        row = _locked(payment)
        if row.state not in Payment.OPEN or answer.status == "absent":
            return row
        row.provider_ref = answer.reference
        if answer.status == "captured":
            row.captured = row.amount
            _sell_or_refund(row, actor)
        else:
            row.state = Payment.State.DECLINED if answer.status == "declined" else "abandoned"
            row.problem, row.next_look_at = answer.reason, None
            _let_go(row, actor)
        # What is locked by now waits for as little as may be.
        settle = SETTLE.with_the_commit if outermost else SETTLE.rows
        settle(
            row.state, row.provider_ref, row.captured, row.order_id, row.problem,
            row.next_look_at, row.pk,
        )  # fmt: skip
        return row


def _locked(payment: uuid.UUID) -> Payment:
    """Her row first, then the payment's, as a merge does: the payment is hers after the wait.

    When a merge was undone in that wait, it is another's, whose row isn't locked. The payment's own
    is enough then: who merges that person waits for it, and finds the order after it.
    """
    her = HER_ROW.first(str(payment))
    if her is None:
        raise UnknownPayment
    if her.merged_into_id:
        lock_customer(her)
    return ITS_ROW.first(str(payment))


def _lines(row: Payment) -> list[PricedLine]:
    items = items_by_ref(uuid.UUID(line["item"]) for line in row.basket)
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
        row.order = _sold_as_held(row, lines, actor) or _sold_anew(row, lines, actor)
        row.state, row.next_look_at = Payment.State.SETTLED, None
    except Insufficient as short:
        row.state, row.next_look_at = Payment.State.REFUND_DUE, now()
        row.problem = short.message[:200]
        Refund.objects.create(
            payment=row, amount=row.amount, why="gone before the payment came", created_at=now()
        )
        emit(PaymentToRefund(row.public_id, row.customer_id))


def _sold_as_held(row: Payment, lines: list[PricedLine], actor: Actor) -> Order | None:
    """By the claims that its start made; None when they are no more what they were.

    A payment that an older version started names none.
    """
    held = [[uuid.UUID(claim) for claim in line.get("claims", ())] for line in row.basket]
    if not all(held):
        return None
    with suppress(ClaimOver, UnknownClaim), for_one_action():
        return _order(row, list(zip(lines, held, strict=True)), actor)
    return None


def _sold_anew(row: Payment, lines: list[PricedLine], actor: Actor) -> Order:
    """By what is held for her now or is free."""
    with for_one_action():
        claims = claim_stock(
            lines=[
                ClaimLine(line.item.pk, line.quantity, line.location_id, online=True)
                for line in lines
            ],
            purpose=Claim.Purpose.ORDER, holder=_holder(row),
            also=tuple(holders_of(row.customer)), expires_at=None, actor=actor,
        )  # fmt: skip
        return _order(row, by_line(lines, claims), actor)


def _order(row: Payment, lines: list[tuple[PricedLine, list[uuid.UUID]]], actor: Actor) -> Order:
    return place_order(
        channel=Order.Channel.WEB, lines=lines, holder=_holder(row),
        paid=[Paid(Tender.Kind.ONLINE, row.amount, str(row.public_id))],
        customer=row.customer, store=None, sold_by=None, buyer=Buyer(**row.buyer), actor=actor,
    )  # fmt: skip


def _let_go(row: Payment, actor: Actor) -> None:
    """The pieces are free again, or kept for her as they were before she tried to pay."""
    for line in row.basket:
        if _paid_elsewhere(row, line):
            continue
        held = Claim.objects.live().filter(
            holder=_holder(row), purpose=Claim.Purpose.ORDER, item__public_id=line["item"]
        )
        claims = list(held)
        was = _still_kept(line.get("was") or {})
        if claims and was:
            _keep_again(row, line, was, claims[0].item_id, actor)
        elif claims:
            release_claims(
                claims=[claim.public_id for claim in claims],
                why="the payment didn't go through",
                actor=actor,
            )


def _paid_elsewhere(row: Payment, line: dict) -> bool:
    """Another payment of hers for the same piece is under way: the piece waits for that one."""
    others = Payment.objects.filter(customer=row.customer, state__in=Payment.OPEN).exclude(
        pk=row.pk
    )
    return others.filter(basket__contains=[{"item": line["item"]}]).exists()


def _still_kept(was: dict) -> dict:
    """How it goes on being kept for her; empty when that is over.

    A visit that was called off meanwhile keeps nothing, and one that was moved keeps it for longer.
    """
    until = was.get("until") and dt.datetime.fromisoformat(was["until"])
    if until and was.get("holder", "").startswith("appointment:"):
        visit = kept_until(was["holder"])
        if visit is None:
            return {}
        until = max(until, visit)
    return {} if until and until <= now() else was and was | {"until": until}


def _keep_again(row: Payment, line: dict, was: dict, item_id: int, actor: Actor) -> None:
    """As it was; a piece that somebody got hold of in between stays theirs."""
    before = was.get("holder", "")
    with suppress(Insufficient), transaction.atomic():
        claim_stock(
            lines=[ClaimLine(item_id, line["quantity"], line["location_id"])],
            purpose=was.get("purpose", Claim.Purpose.COLLECTION),
            holder=before if before.startswith("appointment:") else _holder(row),
            also=(_holder(row),), expires_at=was["until"], actor=actor,
        )  # fmt: skip
