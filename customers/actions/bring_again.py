"""What is held for her and was to come to a store, but was called off, is asked for once more."""

import datetime as dt

from django.db import transaction

from inventory.actions.bring_claims import bring_claims
from inventory.actions.extend_claims import extend_claims
from inventory.models import Claim
from inventory.selectors.stores import held_until
from omni.lib.actors import Actor
from staff.models import Store

HOLD = dt.timedelta(hours=48)


@transaction.atomic
def bring_again(*, claim: Claim, store: Store, actor: Actor) -> Claim:
    """Her hold goes along, and what she has reserved is kept as long as a new reservation is.

    Nothing where it lies there or is on its way already. The caller has locked her row.
    """
    for transfer in bring_claims(claims=[claim], store=store, actor=actor):
        until = held_until(transfer.due_on, HOLD, store)
        if claim.purpose == Claim.Purpose.COLLECTION and claim.expires_at < until:
            (claim,) = extend_claims(
                claims=[claim.public_id], expires_at=until, why=f"to be in {store.city}",
                actor=actor,
            )  # fmt: skip
    return claim
