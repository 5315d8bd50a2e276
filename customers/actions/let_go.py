"""Give a reserved piece back before its time is up."""

from django.db import transaction

from inventory.actions.release import release_claims
from inventory.models import Claim, Item
from omni.lib.actors import Actor

from ..locks import lock_customer
from ..models import Customer, Interaction
from ..timeline import record


@transaction.atomic
def let_go(*, customer: Customer, item: Item, actor: Actor) -> bool:
    """True when she held it; a second time changes nothing, nor while she pays for it.

    What was asked for on her account is called off by the sweep.
    """
    herself = lock_customer(customer)
    claim = (
        Claim.objects.live()
        .filter(item=item, holder=f"customer:{herself.public_id}", purpose=Claim.Purpose.COLLECTION)
        .first()
    )
    if claim is None:
        return False
    (after,) = release_claims(claims=[claim.public_id], why="let go", actor=actor)
    if after.consumed_at is not None:
        return False
    record(
        kind=Interaction.Kind.NOTED, channel=Interaction.Channel.WEB, actor=actor,
        customer=herself, item=item, ref=f"claim:{claim.public_id}",
        facts={"text": f"Let {item.sku} go."},
    )  # fmt: skip
    return True
