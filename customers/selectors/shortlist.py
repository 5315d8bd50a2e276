"""What is on her list: all that she put there, but a ring that was taken apart since."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from inventory.models import Item
from inventory.selectors.lookup import whole
from inventory.selectors.made import APART
from omni.lib.statement import Statement

from ..models import Customer, ShortlistEntry

ON_LIST = (
    "SELECT e.item_id, e.added_at FROM customers_shortlistentry e"
    " JOIN customers_shortlist s ON s.id = e.shortlist_id"
    " WHERE s.customer_id = %s AND e.removed_at IS NULL"
    f" AND NOT ({APART.format(item='e.item_id')})"
)
LISTED = Statement(f"SELECT item_id FROM ({ON_LIST}) list ORDER BY added_at DESC")


def listed_item_ids(customer: Customer | None) -> list[int]:
    """Keys of the items on her list, newest first; one query, none for a stranger."""
    if not customer:
        return []
    return [pk for (pk,) in LISTED.rows(customer.pk)]


def shortlist_count(customer: Customer | None) -> int:
    return len(listed_item_ids(customer))


def addable() -> QuerySet[Item]:
    """What has a heart: whole pieces that customers may see."""
    return Item.objects.filter(whole(), is_listed=True)


def removable(customer: Customer | None) -> QuerySet[Item]:
    """What customers may see, and what was ever on her list: it may have been hidden since."""
    hers = ShortlistEntry.objects.filter(item=OuterRef("pk"), shortlist__customer=customer)
    return Item.objects.filter(Q(is_listed=True) | Exists(hers)) if customer else addable()
