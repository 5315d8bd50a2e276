"""Put a piece on a customer's shortlist, or take it off; an entry taken off stays as history."""

from django.db import transaction

from inventory.models import Item
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.events import emit

from ..errors import ListFull
from ..events import ShortlistChanged
from ..locks import lock_customer
from ..models import Customer, Interaction, Shortlist, ShortlistEntry
from ..timeline import record

MOST = 100


@transaction.atomic
def add_to_shortlist(*, customer: Customer, item: Item, actor: Actor) -> bool:
    """True when it is new on the list; a piece that is on it already stays as it is."""
    customer = lock_customer(customer)
    shortlist = _locked(customer)
    live = shortlist.entries.filter(removed_at=None)
    if live.filter(item=item).exists():
        return False
    if live.count() >= MOST:
        raise ListFull
    ShortlistEntry.objects.create(shortlist=shortlist, item=item, added_at=now())
    _tell(Interaction.Kind.SHORTLISTED, customer, item, actor)
    return True


@transaction.atomic
def remove_from_shortlist(*, customer: Customer, item: Item, actor: Actor) -> bool:
    """True when it was on the list."""
    customer = lock_customer(customer)
    shortlist = _locked(customer)
    if not shortlist.entries.filter(item=item, removed_at=None).update(removed_at=now()):
        return False
    _tell(Interaction.Kind.UNLISTED, customer, item, actor)
    return True


def _locked(customer: Customer) -> Shortlist:
    shortlist, _ = Shortlist.objects.get_or_create(customer=customer)
    return Shortlist.objects.select_for_update().get(pk=shortlist.pk)


def _tell(kind: str, customer: Customer, item: Item, actor: Actor) -> None:
    record(kind=kind, channel="web", actor=actor, customer=customer, item=item)
    emit(ShortlistChanged(customer))
