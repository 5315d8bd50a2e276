"""Reserve a piece to see it in a store: a hold with her name on it, 48 hours once it is there."""

from django.db import transaction

from inventory.actions.claim_for_store import claim_for_store
from inventory.errors import NotListed
from inventory.models import Claim, Item
from inventory.selectors.transfers import bound_for
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.idempotency import once
from staff.models import Store

from ..addresses import parsed
from ..errors import ManyReserved, ReservedElsewhere
from ..locks import lock_customer
from ..models import Customer, Identity, Interaction
from ..timeline import record
from .bring_again import HOLD, bring_again

MOST = 3


@transaction.atomic
def reserve(
    *,
    customer: Customer,
    item: Item,
    store: Store,
    name: str,
    mobile: str,
    key: object,
    actor: Actor,
) -> Claim:
    """Hold the item for `customer`, who comes to `store`; `mobile` is kept, unproven. Of what is
    counted it is one piece, of the store's or what can be there soonest. From elsewhere it is asked
    for, and held from when it can be there.

    The same key gives the same hold. Raises `BadAddress`, `ManyReserved` past three at a time,
    `ReservedElsewhere` for what she has reserved in another store,
    `inventory.errors.Insufficient` when somebody was a moment before, `NotListed`, `KeyReused`.
    """
    if not item.is_listed:
        raise NotListed
    phone = parsed(Identity.Kind.PHONE, mobile) if mobile else ""
    body = {"item": item.sku, "store": store.slug, "name": name, "phone": phone}

    def run() -> dict:
        herself = lock_customer(customer)
        _know(herself, name, phone)
        claim = _hold(herself, item, store, actor)
        record(
            kind=Interaction.Kind.RESERVED, channel=Interaction.Channel.WEB, actor=actor,
            customer=herself, store=store, item=item, ref=f"claim:{claim.public_id}",
            facts={"until": claim.expires_at.isoformat(), "sku": item.sku},
        )  # fmt: skip
        return {"claim": str(claim.public_id)}

    result, _fresh = once(actor=actor, action="reserve", key=key, body=body, run=run)
    return Claim.objects.get(public_id=result["claim"])


def _know(customer: Customer, name: str, phone: str) -> None:
    """What she told us; a name we know already stays as she gave it first."""
    if name and not customer.name:
        customer.name = name
        customer.save(update_fields=["name"])
    if phone:
        Identity.objects.get_or_create(customer=customer, kind=Identity.Kind.PHONE, value=phone)


def _hold(customer: Customer, item: Item, store: Store, actor: Actor) -> Claim:
    """Her row is locked, so two requests at once can't both be her third.

    What she holds already stays as it is: asking again doesn't keep it longer, unless nothing
    brings it any more.
    """
    holder = f"customer:{customer.public_id}"
    hers = Claim.objects.live().filter(
        holder=holder, purpose=Claim.Purpose.COLLECTION, expires_at__gt=now()
    )
    if standing := hers.filter(item=item).first():
        there = bound_for(standing)
        if there is None:
            return bring_again(claim=standing, store=store, actor=actor)
        if there.pk != store.pk:
            raise ReservedElsewhere(
                f"You have this piece reserved in {there.city}. Let it go there first."
            )
        return standing
    if hers.count() >= MOST:
        raise ManyReserved
    return claim_for_store(
        item=item,
        store=store,
        purpose=Claim.Purpose.COLLECTION,
        holder=holder,
        keep=HOLD,
        actor=actor,
    )
