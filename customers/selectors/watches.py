"""What somebody waits for, and what is gone since she asked."""

import datetime as dt

from django.db.models import Q

from inventory.models import Item
from omni.lib.clock import now

from ..models import Customer, FreeWatch

LATELY = dt.timedelta(days=14)


def watch_of(customer: Customer, item: Item) -> FreeWatch | None:
    """Hers on this piece while it waits."""
    return FreeWatch.objects.filter(customer=customer, item=item, ended_at=None).first()


def watches_of(customer: Customer) -> list[FreeWatch]:
    """What she waits for, and what was sold in the last fortnight before it came free."""
    gone = Q(outcome=FreeWatch.Outcome.GONE, ended_at__gt=now() - LATELY)
    rows = FreeWatch.objects.filter(Q(ended_at=None) | gone, customer=customer)
    return list(rows.select_related("item__stone", "item__product").order_by("-pk"))
