"""What she allowed: the newest word per purpose counts, through merges."""

from django.db.models import Q

from ..models import Consent, Customer


def has_consent(customer: Customer, purpose: str, channel: str = "") -> bool:
    """Whether the newest row for this purpose and channel says yes; without one it is no."""
    hers = Q(customer=customer) | Q(customer__merged_into=customer)
    newest = (
        Consent.objects.filter(hers, purpose=purpose, channel__in={"", channel})
        .order_by("-at", "-pk")
        .first()
    )
    return bool(newest and newest.granted)
