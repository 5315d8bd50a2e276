"""Reserve a stone for two days, and let it go again."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from customers.actions.let_go import let_go
from customers.actions.reserve import reserve
from customers.doors import customer_for_write
from inventory import drawing, portrait
from inventory.errors import Insufficient
from inventory.models import Stone
from inventory.selectors.availability import Availability
from inventory.selectors.stores import at_stores
from omni.lib.addresses import client_ip
from omni.lib.errors import Refused
from omni.lib.limits import limit
from staff.selectors.opening import stores_with_hours

from ..reserve_form import ReserveForm
from .stone import shown_stone

DAY = dt.timedelta(days=1)
MOST_A_DAY = 20


@require_http_methods(["GET", "HEAD", "POST"])
def reserve_page(request: HttpRequest, sku: str) -> HttpResponse:
    stone, state = shown_stone(sku)
    stores = stores_with_hours()
    lines = at_stores(state, stores)
    form = ReserveForm(
        request.POST or None, stores=lines, customer=request.customer,
        first=lines[0].store.slug if lines else "",
    )  # fmt: skip
    asks = request.method == "POST" and state.state != "in_store_only"
    if not asks and state.kind != "go":
        return redirect("storefront:stone", sku)
    if not asks:
        return _page(request, stone, state, form)
    if not form.is_valid():
        return _page(request, stone, state, form, status=400)
    try:
        limit(name=f"reserve:{client_ip(request)}", most=MOST_A_DAY, per=DAY)
        customer, actor, set_cookie = customer_for_write(request)
        reserve(
            customer=customer,
            item=stone.item,
            store=next(store for store in stores if store.slug == form.cleaned_data["store"]),
            name=form.cleaned_data.get("name", ""),
            mobile=form.cleaned_data.get("mobile", ""),
            key=request.POST.get("client_key"),
            actor=actor,
        )
    except Insufficient:
        gone = _("Somebody reserved it a moment before you. Nothing was booked in your name.")
        return _page(request, stone, shown_stone(sku)[1], form, status=409, refusal=gone)
    except Refused as refusal:
        return _page(request, stone, state, form, status=refusal.status, refusal=refusal.message)
    response = redirect("storefront:stone", sku)
    set_cookie(response)
    return response


@require_POST
def let_go_page(request: HttpRequest, sku: str) -> HttpResponse:
    stone, _state = shown_stone(sku)
    if request.customer:
        _customer, actor, _set_cookie = customer_for_write(request)
        if let_go(customer=request.customer, item=stone.item, actor=actor):
            messages.success(request, _("We’ve let it go. Thank you for telling us."))
    return redirect("storefront:stone", sku)


def _page(
    request: HttpRequest,
    stone: Stone,
    state: Availability,
    form: ReserveForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    context = {
        "section": "diamonds",
        "form": form,
        "refusal": refusal,
        "item": stone.item,
        "title": portrait.short_title(stone),
        "grades": portrait.grades(stone),
        "face": drawing.card_address(portrait.proportions(stone)),
        "a": state,
    }
    return render(request, "storefront/reserve.html", context, status=status)
