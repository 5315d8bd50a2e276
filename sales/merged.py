"""Payments and orders that came with a merge: which go back when it is undone."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from customers.models import Merge
from customers.parts import Part

from .models import Order, Payment

UNKNOWN = (
    "Only what the gone one’s own browser began is known: what a colleague sold them wasn’t written"
    " down then and stays."
)


@dataclass(slots=True)
class Sold:
    payments: list[Payment] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        paid = {order.pk for order in self.orders}
        waiting = [one for one in self.payments if one.order_id not in paid]
        return [
            Part("Orders", [order.number for order in self.orders], self.stays),
            Part("Payments", [str(payment) for payment in waiting]),
        ]


def sold(merge: Merge, *, locked: bool = False) -> Sold:
    """Payments first, their orders after the wait for them: one may be confirmed at this moment.

    An order that was paid since goes with its payment: its buyer is whoever began to pay.
    """
    payments = list(_kept_so(_payments(merge), locked))
    began = [payment.pk for payment in payments]
    moved = merge.moved.get("sales")
    ours = Q(pk__in=moved["orders"]) if moved else Q(actor=_gone(merge))
    orders = Order.objects.filter(ours | Q(payment__in=began), customer=merge.kept_id)
    stays = [] if moved or not merge.kept.orders.exists() else [UNKNOWN]
    return Sold(payments, list(_kept_so(orders.order_by("pk"), locked)), stays)


def _payments(merge: Merge) -> QuerySet[Payment]:
    moved = merge.moved.get("sales")
    ours = Q(pk__in=moved["payments"]) if moved else Q(actor=_gone(merge))
    return Payment.objects.filter(ours, customer=merge.kept_id).order_by("pk")


def _gone(merge: Merge) -> str:
    return f"customer:{merge.gone.public_id}"


def _kept_so(rows: QuerySet, locked: bool) -> QuerySet:
    return rows.select_for_update(of=("self",), no_key=True) if locked else rows


def parts_of(merge: Merge) -> list[Part]:
    return sold(merge).parts
