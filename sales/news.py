"""What sales hears from below: one customer turned out to be another, or didn't after all."""

from customers.events import CustomersMerged, MergeUndone

from .merged import sold
from .models import Order, Payment


def on_customers_merged(event: CustomersMerged) -> None:
    """Her payments and orders are where she looks for them now.

    Payments first: whoever confirms one holds its row, and its order is there after the wait.
    """
    event.moved["sales"] = {
        "payments": _handed_over(Payment, event), "orders": _handed_over(Order, event),
    }  # fmt: skip


def _handed_over(model: type[Payment | Order], event: CustomersMerged) -> list[int]:
    rows = model.objects.select_for_update(no_key=True).filter(customer=event.gone)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    model.objects.filter(pk__in=keys).update(customer=event.kept)
    return keys


def on_merge_undone(event: MergeUndone) -> None:
    """What the gone one began to pay or bought is theirs again, paid since or not."""
    merge = event.merge
    went = sold(merge, locked=True)
    for model, rows in ((Payment, went.payments), (Order, went.orders)):
        keys = [row.pk for row in rows]
        model.objects.filter(pk__in=keys).update(customer=merge.gone)
    event.parts.extend(went.parts)
