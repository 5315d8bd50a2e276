"""The provider gave the money back: our books say so."""

import uuid

from django.db import transaction
from django.db.models import F

from customers.timeline import record
from omni.lib.actors import Actor
from omni.lib.clock import now

from ..models import Payment, Refund


@transaction.atomic
def record_refund(*, refund: uuid.UUID, reference: str, actor: Actor) -> Refund:
    """Close one refund; recorded twice, it counts once."""
    row = Refund.objects.select_for_update().get(public_id=refund)
    if row.done_at:
        return row
    row.done_at, row.provider_ref = now(), reference
    row.save(update_fields=["done_at", "provider_ref"])
    Payment.objects.filter(pk=row.payment_id).update(
        refunded=F("refunded") + row.amount, state=Payment.State.REFUNDED, next_look_at=None
    )
    record(
        kind="refunded", channel="system", actor=actor, customer=row.payment.customer,
        ref=f"payment:{row.payment.public_id}",
        facts={"amount": str(row.amount), "currency": row.payment.currency, "why": row.why},
    )  # fmt: skip
    return row
