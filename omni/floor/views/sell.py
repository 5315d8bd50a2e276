"""Sell on the spot, and the screen that says it is done."""

import uuid
from decimal import Decimal, InvalidOperation

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customers.models import Customer
from inventory.models import Item
from inventory.selectors.availability import availability
from omni.lib.errors import KeyReused, Refused
from omni.lib.idempotency import once
from sales.actions.sell_now import sell_now
from sales.basket import BasketLine
from sales.selectors.orders import order_of_store
from staff.actors import actor_for
from staff.models import Store
from staff.roles import staff_page

from ..forms.sale import SaleForm
from ..page import customer_or_none, floor_page
from ..refusals import NotHere, in_words
from ..stores import FLOOR


@staff_page(*FLOOR)
@require_POST
def sell(request: HttpRequest, store: Store) -> HttpResponse:
    form = SaleForm(request.POST, currency=store.currency)
    if not form.is_valid():
        return _again(request, store, form, status=422)
    customer, actor = _customer(form.cleaned_data["customer"]), actor_for(request)

    def run() -> dict:
        order = sell_now(
            store=store, sold_by=request.user, customer=customer,
            lines=_from_here(form.lines, store), paid=form.paid, actor=actor,
        )  # fmt: skip
        return {"order": str(order.public_id)}

    body = form.body | {"store": store.slug}
    try:
        result, _ = once(
            actor=actor, action="floor.sell", key=form.cleaned_data["client_key"], body=body,
            run=run,
        )  # fmt: skip
    except Refused as refusal:
        status = 422 if refusal.status == 400 else refusal.status
        return _again(request, store, form, refusal=refusal, status=status)
    address = reverse("floor:sold", args=[store.slug, result["order"]])
    return redirect(f"{address}?change={form.change}" if form.change else address)


def _customer(ref: uuid.UUID | None) -> Customer | None:
    if ref is None:
        return None
    found = customer_or_none(ref)
    if found is None:
        raise Http404
    return found


def _from_here(lines: list[BasketLine], store: Store) -> list[BasketLine]:
    """What she takes now is bound to the piece that lies in this store."""
    taken = [line.item for line in lines if line.fulfilment == "take_away"]
    if not taken:
        return lines
    items = Item.objects.in_bulk(taken, field_name="public_id")
    stock = availability([item.pk for item in items.values()])
    bound = []
    for line in lines:
        if line.fulfilment != "take_away" or line.item not in items:
            bound.append(line)
            continue
        one = stock[items[line.item].pk]
        here = [place for place in one.places if place.store_id == store.pk]
        if not here and one.places:
            raise NotHere(items[line.item].title, one.places[0])
        spot = here[0].location_id if here else None
        bound.append(BasketLine(line.item, line.quantity, line.shown, line.fulfilment, spot))
    return bound


def _again(
    request: HttpRequest, store: Store, form: SaleForm, *, status: int,
    refusal: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    """The page with the sale as it was sent, and what is wrong beside its field."""
    data = getattr(form, "cleaned_data", {})
    lines = getattr(form, "lines", [])
    skus = Item.objects.filter(public_id__in=[line.item for line in lines])
    sku_of = dict(skus.values_list("public_id", "sku"))
    reused = isinstance(refusal, KeyReused) or "client_key" in form.errors
    return floor_page(
        request, store, customer=_customer_shown(data.get("customer")), status=status,
        skus=[sku_of[line.item] for line in lines if line.item in sku_of],
        chosen={str(line.item): line.fulfilment for line in lines},
        form=form, said=in_words(refusal, form),
        sale_key="" if reused else data.get("client_key", ""),
    )  # fmt: skip


def _customer_shown(ref: uuid.UUID | None) -> Customer | None:
    return customer_or_none(ref) if ref else None


@staff_page(*FLOOR)
@require_safe
@never_cache
def sold(request: HttpRequest, store: Store, order: uuid.UUID) -> HttpResponse:
    """The receipt on the screen: the number, what she takes, and the change to give."""
    found = order_of_store(order, store)
    if found is None:
        raise Http404
    context = {"section": "floor", "store": store, "order": found, "change": _change(request)}
    return render(request, "floor/sold.html", context)


def _change(request: HttpRequest) -> Decimal | None:
    try:
        change = Decimal(request.GET.get("change", ""))
    except InvalidOperation:
        return None
    return change if change.is_finite() and 0 < change < 100_000 else None
