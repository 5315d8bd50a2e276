"""Orders as staff look at them."""

from django.db.models import Q, QuerySet

from customers.selectors.called import call
from staff.models import Store

from ..models import Order


def _whole() -> QuerySet[Order]:
    return Order.objects.select_related("customer", "sold_by", "store").prefetch_related(
        "lines", "tenders"
    )


def latest_orders(store: Store, most: int = 40) -> list[Order]:
    """What this store sold, and what the web sold for it to hand over; three queries, four when
    somebody has no name."""
    hers = Q(store=store) | Q(store=None, delivery__store=store.slug)
    return _called(_whole().filter(hers).order_by("-placed_at", "-pk")[:most])


def order_of_store(ref: object, store: Store) -> Order | None:
    """One order that this store sold."""
    return next(iter(_called(_whole().filter(public_id=ref, store=store))), None)


def orders_numbered(text: str, most: int = 5) -> list[Order]:
    """By the number on the receipt, of any store; one query."""
    number = text.strip().upper()
    if len(number) < 3:
        return []
    named = Q(number=number) | Q(number__endswith=f"-{number}")
    return _called(Order.objects.filter(named).select_related("customer")[:most])


def _called(orders: QuerySet[Order]) -> list[Order]:
    found = list(orders)
    call([one.customer for one in found])
    return found
