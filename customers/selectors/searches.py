"""The searches that somebody keeps."""

import uuid

from ..models import Customer, SavedSearch


def searches_of(customer: Customer) -> list[SavedSearch]:
    """Newest first."""
    return list(SavedSearch.objects.filter(customer=customer, removed_at=None))


def search_of(customer: Customer, ref: uuid.UUID) -> SavedSearch | None:
    """Hers under this reference; nobody else's."""
    return SavedSearch.objects.filter(customer=customer, public_id=ref, removed_at=None).first()
