"""The sale alone, for the page that sent it and shows everything else already."""

from django.http import HttpRequest, HttpResponse

from customers.models import Customer
from customers.selectors.holders import holders_of
from inventory.models import Item
from inventory.selectors.availability import Availability
from inventory.selectors.held import items_held_for
from staff.models import Store

from .page import base_of
from .sale import sale_of
from .sale_words import sale_html


def sale_panel(
    request: HttpRequest, store: Store, *, customer: Customer | None,
    pieces: list[tuple[Item, Availability]], chosen: dict[str, str], status: int, **said: object,
) -> HttpResponse:  # fmt: skip
    """It takes the place of the panel that was sent, whatever that asked for; at most two queries.

    News of the pieces reaches the rest of the page as it reaches every open page. `said` is as
    `sale_html` takes it.
    """
    hers = items_held_for(holders_of(customer)) if customer else set()
    items, stock = [item for item, _ in pieces], {item.pk: one for item, one in pieces}
    sale, base = sale_of(items, stock, store, hers, chosen), base_of(store, customer)
    html = sale_html(request, store, sale, base=base, customer=customer, **said)
    return HttpResponse(html, status=status, headers=PLACE)


PLACE = {
    "HX-Retarget": "#sale", "HX-Reselect": "#sale", "HX-Reswap": "outerHTML show:none",
    "HX-Push-Url": "false",
}  # fmt: skip
