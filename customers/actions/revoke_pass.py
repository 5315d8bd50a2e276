"""A pass is withdrawn: from now on it opens nothing."""

import uuid

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now

from ..models import Pass
from ..timeline import record


@transaction.atomic
def revoke_pass(*, card: uuid.UUID, actor: Actor) -> Pass:
    """Withdraw this pass; withdrawn twice, the first time counts."""
    row = Pass.objects.select_for_update(of=("self",)).select_related("customer").get(
        public_id=card
    )  # fmt: skip
    if row.revoked_at is None:
        row.revoked_at = now()
        row.save(update_fields=["revoked_at"])
        record(
            kind="noted", channel="system", actor=actor, customer=row.customer,
            ref=f"pass:{row.public_id}", facts={"text": "The pass was withdrawn."},
        )  # fmt: skip
    return row
