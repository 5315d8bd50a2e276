"""A transfer isn't wanted any more, and hasn't left."""

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import ReasonNeeded
from ..ledger import let_go
from ..locks import lock_stock
from ..models import Claim, Transfer
from ..transfers import is_own, lines_of, locked_transfer, save, tell_who_waits

State = Transfer.State


@transaction.atomic
def cancel_transfer(*, transfer: Transfer, why: str, actor: Actor) -> Transfer:
    """Free what it held; what somebody else holds stays hers, where it lies.

    Her timeline says that it isn't brought.

    What has left comes back by another transfer. Raises `ReasonNeeded`, `TransferMovedOn`.
    """
    if len(why.strip()) < 3:
        raise ReasonNeeded
    found = locked_transfer(transfer, State.REQUESTED, State.PICKED)
    lines = lines_of(found)
    locked = lock_stock(line.item_id for line in lines)
    claims = list(Claim.objects.live().filter(pk__in=[line.claim_id for line in lines]))
    let_go(
        [claim for claim in claims if is_own(claim, found)],
        f"transfer cancelled: {why.strip()} ({actor})", locked=locked,
    )  # fmt: skip
    changed(locked.items)
    tell_who_waits(found, claims, why.strip(), actor)
    return save(
        found, state=State.CANCELLED, cancelled_at=locked.at, cancelled_why=why.strip()[:120]
    )
