"""The sale alone, for the page that sent it and shows everything else already."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from customers.models import Customer
from customers.selectors.holders import holders_of
from inventory.models import Item
from inventory.selectors.availability import Availability
from inventory.selectors.held import items_held_for
from staff.models import Store

from .page import base_of
from .sale import sale_of


def sale_panel(
    request: HttpRequest, store: Store, *, customer: Customer | None,
    pieces: list[tuple[Item, Availability]], chosen: dict[str, str], status: int, **more: object,
) -> HttpResponse:  # fmt: skip
    """It takes the place of the panel that was sent, whatever that asked for; at most two queries.

    News of the pieces reaches the rest of the page as it reaches every open page.
    """
    hers = items_held_for(holders_of(customer)) if customer else set()
    items, stock = [item for item, _ in pieces], {item.pk: one for item, one in pieces}
    context = {
        "store": store,
        "client": {"customer": customer, "name": str(customer)} if customer else None,
        "base": base_of(store, customer),
        "sale": sale_of(items, stock, store, hers, chosen),
        **more,
    }
    response = render(request, "floor/parts/sale.html", context, status=status)
    for name, value in PLACE.items():
        response[name] = value
    return response


PLACE = {
    "HX-Retarget": "#sale", "HX-Reselect": "#sale", "HX-Reswap": "outerHTML show:none",
    "HX-Push-Url": "false",
}  # fmt: skip
