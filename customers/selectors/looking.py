"""What somebody looks at now, and what she likes: for who answers her."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from inventory.models import Item
from inventory.selectors.made import apart
from omni.lib.clock import now

from ..models import Customer, Interaction, ShortlistEntry

NOW = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Look:
    item: Item
    at: dt.datetime


def last_look(customer: Customer) -> Look | None:
    """The piece she looked at last, within ten minutes; two queries."""
    visitors = customer.visitors.values("visitor")
    hers = Q(customer=customer) | Q(customer=None, visitor__in=visitors)
    views = Interaction.objects.filter(
        hers, kind=Interaction.Kind.VIEWED, item__isnull=False, at__gt=now() - NOW
    )
    view = views.order_by("-at").first()
    if view is None:
        return None
    item = Item.objects.select_related("stone", "product").filter(public_id=view.item).first()
    return Look(item, view.at) if item else None


def liked(customer: Customer, limit: int = 6) -> list[Item]:
    """The pieces on her shortlist, newest first; one query."""
    entries = ShortlistEntry.objects.filter(
        ~apart("item"), shortlist__customer=customer, removed_at=None
    )
    return [entry.item for entry in entries.select_related("item__stone")[:limit]]
