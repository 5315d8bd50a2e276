"""Sell on the spot, and the screen that says it is done."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customers.models import Customer
from inventory.selectors.lookup import pieces_and_stock
from omni.lib.errors import KeyReused, Refused
from omni.lib.idempotency import answered, once
from sales.actions.sell_now import sell_now
from staff.actors import actor_for
from staff.models import Store
from staff.roles import staff_page

from ..forms.sale import SaleForm
from ..page import customer_or_none, floor_page
from ..panel import sale_panel
from ..refusals import in_words
from ..sold_page import order_here, sold_page
from ..stores import FLOOR
from ..taking import Pieces, from_here, nobody_gets_it


@staff_page(*FLOOR)
@require_POST
def sell(request: HttpRequest, store: Store) -> HttpResponse:
    form = SaleForm(request.POST, currency=store.currency)
    if not form.is_valid():
        return _again(request, store, form, status=422)
    customer, actor = _customer(form.cleaned_data["customer"]), actor_for(request)
    pieces = pieces_and_stock(line.item for line in form.lines)
    named = {
        "actor": actor, "action": "floor.sell", "key": form.cleaned_data["client_key"],
        "body": form.body | {"store": store.slug},
    }  # fmt: skip

    def run() -> dict:
        order = sell_now(
            store=store, sold_by=request.user, customer=customer,
            lines=from_here(form.lines, pieces, store), paid=form.paid, actor=actor,
        )  # fmt: skip
        return {"order": str(order.public_id)}

    try:
        early = None if customer else nobody_gets_it(form.lines, pieces, store)
        if early and answered(**named) is None:
            return _again(request, store, form, refusal=early, status=409, pieces=pieces)
        result, _ = once(**named, run=run)
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


def _again(
    request: HttpRequest, store: Store, form: SaleForm, *, status: int,
    refusal: Refused | None = None, pieces: Pieces | None = None,
) -> HttpResponse:  # fmt: skip
    """The sale as it was sent, and what is wrong beside its field.

    To the page that sent it, that is the panel alone; a browser without our script gets the page.
    `pieces` are as they were read a moment ago; without them they are read anew.
    """
    data = getattr(form, "cleaned_data", {})
    lines = getattr(form, "lines", [])
    if pieces is None:
        pieces = pieces_and_stock(line.item for line in lines)
    known = [pieces[line.item] for line in lines if line.item in pieces]
    reused = isinstance(refusal, KeyReused) or "client_key" in form.errors
    sale = {
        "customer": _customer_shown(data.get("customer")), "status": status, "form": form,
        "chosen": {str(line.item): line.fulfilment for line in lines},
        "said": in_words(refusal, form), "sale_key": "" if reused else data.get("client_key", ""),
    }  # fmt: skip
    if "HX-Request" in request.headers:
        return sale_panel(request, store, pieces=known, **sale)
    return floor_page(request, store, skus=[item.sku for item, _ in known], **sale)


def _customer_shown(ref: uuid.UUID | None) -> Customer | None:
    return customer_or_none(ref) if ref else None


@staff_page(*FLOOR)
@require_safe
@never_cache
def sold(request: HttpRequest, store: Store, order: uuid.UUID) -> HttpResponse:
    """The receipt on the screen: the number, what she takes, and the change to give."""
    return sold_page(request, store, order_here(order, store))
