"""What is on her list."""

from omni.lib.statement import Statement

from ..models import Customer, ShortlistEntry

LISTED = Statement(
    "SELECT e.item_id FROM customers_shortlistentry e"
    " JOIN customers_shortlist s ON s.id = e.shortlist_id"
    " WHERE s.customer_id = %s AND e.removed_at IS NULL ORDER BY e.added_at DESC"
)


def _live(customer: Customer):
    return ShortlistEntry.objects.filter(shortlist__customer=customer, removed_at=None)


def listed_item_ids(customer: Customer | None) -> list[int]:
    """Keys of the items on her list, newest first; one query, none for a stranger."""
    if not customer:
        return []
    return [pk for (pk,) in LISTED.rows(customer.pk)]


def shortlist_count(customer: Customer | None) -> int:
    return _live(customer).count() if customer else 0
