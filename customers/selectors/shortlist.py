"""What is on her list."""

from ..models import Customer, ShortlistEntry


def _live(customer: Customer):
    return ShortlistEntry.objects.filter(shortlist__customer=customer, removed_at=None)


def listed_item_ids(customer: Customer | None) -> list[int]:
    """Keys of the items on her list, newest first; one query, none for a stranger."""
    if not customer:
        return []
    return list(_live(customer).values_list("item_id", flat=True))


def shortlist_count(customer: Customer | None) -> int:
    return _live(customer).count() if customer else 0
