"""Start, ask, confirm: the provider is asked between two transactions, never inside one."""

import datetime as dt
import logging
import uuid

from omni.lib.actors import Actor, system
from omni.lib.clock import now
from omni.lib.failpoints import failpoint
from omni.lib.statement import Writing

from .actions.confirm_payment import confirm_payment
from .actions.record_refund import record_refund
from .errors import UnknownPayment
from .models import Payment, Refund
from .providers import Answer, Silent, provider

log = logging.getLogger(__name__)

LOOK_AGAIN = dt.timedelta(seconds=20)
GIVE_UP = dt.timedelta(minutes=2)
# Whoever gets the row back is the one who asks.
ASKED = Writing(
    "UPDATE sales_payment SET state = 'asked', asked_at = %s::timestamptz,"
    " next_look_at = %s::timestamptz WHERE public_id = %s::uuid AND state = 'started'"
    " RETURNING provider, amount, currency"
)
SWEEP = system("payments")


def ask(*, payment: uuid.UUID, token: str, actor: Actor) -> Payment:
    """Ask the provider for this started payment and settle it by the answer.

    One process asks; whoever else comes with the same payment only looks up how it went. Without
    an answer the payment is `unknown`, and `resolve` finds out.
    """
    first = ASKED.rows(now(), now() + LOOK_AGAIN, payment)
    if not first:
        return resolve(_found(payment))
    failpoint("payment.before_provider")
    ((name, amount, currency),) = first
    try:
        answer = provider(name).charge(payment, amount, currency, token)
    except Silent as silence:
        Payment.objects.filter(public_id=payment, state=Payment.State.ASKED).update(
            state=Payment.State.UNKNOWN, problem=str(silence)[:200]
        )
        return _found(payment)
    failpoint("payment.between_provider_and_confirm")
    return confirm_payment(payment=payment, answer=answer, actor=actor)


def _found(payment: uuid.UUID) -> Payment:
    row = Payment.objects.filter(public_id=payment).first()
    if row is None:
        raise UnknownPayment
    return row


def resolve(row: Payment) -> Payment:
    """Find out what became of an open payment, by asking about it, never by asking for it again."""
    row.refresh_from_db()
    if row.state == Payment.State.REFUND_DUE:
        return give_back(row)
    if row.state not in Payment.OPEN:
        return row
    try:
        answer = provider(row.provider).look_up(row.public_id)
        if answer.status == "absent" and now() - (row.asked_at or row.created_at) > GIVE_UP:
            answer = provider(row.provider).cancel(row.public_id)
    except Silent:
        answer = Answer("absent")
    if answer.status == "absent":
        Payment.objects.filter(pk=row.pk).update(next_look_at=now() + LOOK_AGAIN)
        return row
    return confirm_payment(payment=row.public_id, answer=answer, actor=SWEEP)


def give_back(row: Payment) -> Payment:
    """Return the money of every refund that is due; the provider does each once."""
    for refund in Refund.objects.filter(payment=row, done_at=None):
        try:
            reference = provider(row.provider).refund(
                row.public_id, refund.public_id, refund.amount, row.currency
            )
        except Silent:
            Payment.objects.filter(pk=row.pk).update(next_look_at=now() + LOOK_AGAIN)
            return row
        record_refund(refund=refund.public_id, reference=reference, actor=SWEEP)
    row.refresh_from_db()
    return row


def resolve_due() -> int:
    """The sweep: every payment whose time to look has come; answers how many.

    One that breaks is looked at again later, and those behind it now.
    """
    due = list(Payment.objects.filter(next_look_at__lte=now()).order_by("next_look_at")[:100])
    for row in due:
        try:
            resolve(row)
        except Exception:
            log.exception("payment %s could not be resolved", row.public_id)
            Payment.objects.filter(pk=row.pk).update(next_look_at=now() + LOOK_AGAIN)
    return len(due)
