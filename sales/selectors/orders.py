"""Orders as staff look at them."""

from django.db.models import Q, QuerySet

from staff.models import Store

from ..models import Order


def _whole() -> QuerySet[Order]:
    return Order.objects.select_related("customer", "sold_by", "store").prefetch_related(
        "lines", "tenders"
    )


def latest_orders(store: Store, most: int = 40) -> list[Order]:
    """What this store sold, and what the web sold for it to hand over; three queries."""
    hers = Q(store=store) | Q(store=None, delivery__store=store.slug)
    return list(_whole().filter(hers).order_by("-placed_at", "-pk")[:most])


def order_of_store(ref: object, store: Store) -> Order | None:
    """One order that this store sold."""
    return _whole().filter(public_id=ref, store=store).first()


def orders_numbered(text: str, most: int = 5) -> list[Order]:
    """By the number on the receipt, of any store; one query."""
    number = text.strip().upper()
    if len(number) < 3:
        return []
    named = Q(number=number) | Q(number__endswith=f"-{number}")
    return list(Order.objects.filter(named).select_related("customer")[:most])
