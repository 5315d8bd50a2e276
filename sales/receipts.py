"""What a buyer reads of her order, as long as an e-mail may be and as short as a text should be."""

from collections.abc import Sequence

from notifications.marks import unmarked
from omni.lib import money
from omni.lib.spoken import date_and_time

from .models import Order, OrderLine, Tender

PAID_BY = {
    Tender.Kind.CASH: "in cash", Tender.Kind.TERMINAL: "by card", Tender.Kind.ONLINE: "online",
}  # fmt: skip
MOST_TEXTED = 2


def written(order: Order, lines: Sequence[OrderLine]) -> str:
    """The body of an e-mail: each line, the total and the tax in it."""
    told = "\n".join(_line(line, order.currency) for line in lines)
    return unmarked(f"Thank you. This is what you bought:\n\n{told}\n\n{_total(order)}.")


def written_in_store(order: Order) -> str:
    """The same of a sale at the counter, which has a place, a time and how it was paid."""
    store = order.store
    place = f"{store.name}, {store.street}, {store.city} {store.region} {store.postcode}"
    told = "\n".join(_line(line, order.currency) for line in order.lines.all())
    paid = "\n".join(_tender(one, order.currency) for one in order.tenders.all())
    return unmarked(
        f"Thank you. This is what you bought:\n\n{told}\n\n{_total(order)}.\n{paid}\n\n"
        f"{place}\n{_when(order)}, order {order.number}"
    )


def texted(order: Order) -> str:
    """One text: what it was, or how many pieces, and what she paid."""
    lines = list(order.lines.all())
    pieces = sum(line.quantity for line in lines)
    what = ", ".join(line.title for line in lines)
    if len(lines) > MOST_TEXTED:
        what = f"{pieces} pieces"
    ways = dict.fromkeys(PAID_BY[one.kind] for one in order.tenders.all())
    paid = f", paid {' and '.join(ways)}" if ways else ""
    return unmarked(
        f"{order.store.name}, {_when(order)}. Order {order.number}: {what}. {_total(order)}{paid}."
        " Thank you."
    )


def _when(order: Order) -> str:
    return date_and_time(order.store.local(order.placed_at))


def _total(order: Order) -> str:
    total = money.shown(order.total, order.currency)
    return f"Total {total}, GST in it {money.shown(order.tax, order.currency)}"


def _tender(one: Tender, currency: str) -> str:
    """`Card terminal SLIP-1: $100`; cash with what was rounded."""
    slip = f" {one.reference}" if one.reference and one.kind == Tender.Kind.TERMINAL else ""
    rounded = f", rounded by {money.shown(one.rounding, currency)}" if one.rounding else ""
    return f"{one.get_kind_display()}{slip}: {money.shown(one.amount, currency)}{rounded}"


def _line(line: OrderLine, currency: str) -> str:
    """`1.52 ct round, E VS1: $21,480`, or `Fine chain, 2 at $640 each: $1,280`"""
    each = money.shown(line.unit_price, currency)
    if line.quantity == 1:
        return f"{line.title}: {each}"
    total = money.shown(line.unit_price * line.quantity, currency)
    return f"{line.title}, {line.quantity} at {each} each: {total}"
