"""Ask to be told when a piece is free again, or say that it isn't needed any more."""

from django.db import transaction

from inventory.models import Item
from inventory.selectors.availability import availability
from omni.lib.actors import Actor
from omni.lib.clock import now

from ..errors import FreeNow, ManyWatches, NoAddress
from ..locks import lock_customer
from ..models import Customer, FreeWatch, Identity
from ..timeline import record

MOST = 30


@transaction.atomic
def watch_piece(*, customer: Customer, item: Item, to: Identity, actor: Actor) -> FreeWatch:
    """She is told at `to`, which she has proven. Asked again, the address given last counts.

    Raises `NoAddress` for an address that isn't hers, `FreeNow` when there is nothing to wait
    for, `ManyWatches` past thirty at a time.
    """
    herself = lock_customer(customer)
    if to.customer_id != herself.pk or to.proven_at is None:
        raise NoAddress
    if availability([item.pk])[item.pk].kind in ("go", "gone"):
        raise FreeNow
    waiting = FreeWatch.objects.filter(customer=herself, ended_at=None)
    watch = waiting.filter(item=item).first()
    if watch:
        watch.kind, watch.value = to.kind, to.value
        watch.save(update_fields=["kind", "value"])
        return watch
    if waiting.count() >= MOST:
        raise ManyWatches
    watch = FreeWatch.objects.create(
        customer=herself, item=item, kind=to.kind, value=to.value, asked_at=now()
    )
    record(
        kind="awaited", channel="web", actor=actor, customer=herself, item=item,
        ref=f"watch:{watch.public_id}",
    )  # fmt: skip
    return watch


@transaction.atomic
def stop_watching(*, customer: Customer, item: Item, actor: Actor) -> bool:
    """True when she waited for it; a second time changes nothing."""
    herself = lock_customer(customer)
    waiting = FreeWatch.objects.filter(customer=herself, item=item, ended_at=None)
    return bool(waiting.update(ended_at=now(), outcome=FreeWatch.Outcome.STOPPED))
