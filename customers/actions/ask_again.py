"""Staff of the store where she comes ask once more for what is held for her."""

from django.db import transaction

from inventory.errors import ClaimOver, UnknownClaim
from inventory.models import Claim, Transfer
from inventory.selectors.transfers import last_asked
from omni.lib.actors import Actor
from staff.models import Store

from ..locks import lock_customer
from ..models import Customer, Interaction
from ..selectors.holders import holders_of
from ..timeline import record
from .bring_again import bring_again


@transaction.atomic
def ask_again(*, customer: Customer, claim: Claim, store: Store, actor: Actor) -> Transfer:
    """The transfer that brings it; her timeline says that it comes after all.

    Raises `UnknownClaim` for what isn't held for her, and `ClaimOver` for what lies in the store,
    is on its way already, or is held no longer.
    """
    herself = lock_customer(customer)
    if claim.holder not in holders_of(herself):
        raise UnknownClaim
    before = last_asked([claim]).get(claim.pk)
    held = bring_again(claim=claim, store=store, actor=actor)
    transfer = last_asked([held]).get(held.pk)
    if transfer is None or transfer == before:
        raise ClaimOver("That hold has ended, has changed, or is on its way already.")
    said = f"{claim.item.sku} is asked for again, to {transfer.destination.name}"
    record(
        kind=Interaction.Kind.NOTED, channel=Interaction.Channel.STORE, actor=actor,
        customer=herself, store=store, item=claim.item, ref=f"transfer:{transfer.public_id}",
        facts={"text": said},
    )  # fmt: skip
    return transfer
