"""The page after a sale: what was sold, to be printed or sent where the buyer wants it."""

import uuid
from decimal import Decimal, InvalidOperation

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from customers.selectors.find import addresses_of
from omni.lib.errors import Refused
from omni.lib.spoken import date_and_time
from sales.models import Order
from sales.selectors.orders import order_of_store
from staff.models import Store

MOST_OFFERED = 3
MOST_CHANGE = 10**9


def order_here(ref: uuid.UUID, store: Store) -> Order:
    """An order that this store sold; any other is as absent as one that never was."""
    found = order_of_store(ref, store)
    if found is None:
        raise Http404
    return found


def sold_page(
    request: HttpRequest, store: Store, order: Order, *,
    refusal: Refused | None = None, typed: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    """`change` in the address is what to give back. One query more for a buyer we know, for where
    her receipt may go.
    """
    known = addresses_of(order.customer)[:MOST_OFFERED] if order.customer else []
    change = change_in(request)
    context = {
        "section": "floor", "store": store, "order": order, "change": change, "known": known,
        "query": f"?change={change}" if change else "",
        "when": date_and_time(store.local(order.placed_at)), "refusal": refusal, "typed": typed,
    }  # fmt: skip
    return render(request, "floor/sold.html", context, status=status)


def change_in(request: HttpRequest) -> Decimal | None:
    try:
        change = Decimal(request.GET.get("change", ""))
    except InvalidOperation:
        return None
    return change if change.is_finite() and 0 < change < MOST_CHANGE else None
