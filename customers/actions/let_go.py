"""Give a reserved piece back before its time is up."""

from contextlib import suppress

from django.db import transaction

from inventory.actions.cancel_transfer import cancel_transfer
from inventory.actions.release import release_claims
from inventory.errors import TransferMovedOn
from inventory.models import Claim, Item, Transfer
from omni.lib.actors import Actor

from ..models import Customer, Interaction
from ..timeline import record


@transaction.atomic
def let_go(*, customer: Customer, item: Item, actor: Actor) -> bool:
    """True when she held it; a second time changes nothing."""
    claim = (
        Claim.objects.live()
        .filter(
            item=item, holder=f"customer:{customer.public_id}", purpose=Claim.Purpose.COLLECTION
        )
        .first()
    )
    if claim is None:
        return False
    _stays(claim, actor)
    (after,) = release_claims(claims=[claim.public_id], why="let go", actor=actor)
    if after.consumed_at is not None:
        return False
    record(
        kind=Interaction.Kind.NOTED, channel=Interaction.Channel.WEB, actor=actor,
        customer=customer, item=item, ref=f"claim:{claim.public_id}",
        facts={"text": f"Let {item.sku} go."},
    )  # fmt: skip
    return True


def _stays(claim: Claim, actor: Actor) -> None:
    """Nobody packs what was asked for on her account alone."""
    asked_for = Transfer.objects.filter(state=Transfer.State.REQUESTED, lines__claim=claim)
    for transfer in asked_for:
        if transfer.lines.count() == 1:
            with suppress(TransferMovedOn):  # packed a moment ago: staff see that nobody holds it
                cancel_transfer(transfer=transfer, why="let go", actor=actor)
