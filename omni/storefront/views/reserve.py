"""Reserve a piece for two days, and let it go again."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from customers.actions.let_go import let_go
from customers.actions.reserve import reserve
from customers.context import held
from customers.doors import customer_for_write
from inventory.errors import Insufficient
from inventory.models import Item
from inventory.selectors.lookup import pieces_by_sku
from inventory.selectors.stores import at_stores
from omni.lib.addresses import client_ip
from omni.lib.errors import Refused
from omni.lib.limits import limit
from staff.selectors.opening import stores_with_hours

from ..next import next_of
from ..reserve_form import ReserveForm
from ..shown import Shown, shown_piece

DAY = dt.timedelta(days=1)
MOST_A_DAY = 20


@require_http_methods(["GET", "HEAD", "POST"])
def reserve_page(request: HttpRequest, sku: str, kind: str = "") -> HttpResponse:
    """A stone, or with `kind` "made" a finished ring, with "jewel" a piece of jewellery."""
    piece = shown_piece(sku, kind)
    state, stores = piece.state, stores_with_hours()
    lines = at_stores(state, stores)
    form = ReserveForm(request.POST or None, stores=lines, customer=request.customer)
    asks = request.method == "POST" and state.state != "in_store_only"
    if not asks and state.kind != "go":
        return redirect(piece.own_url)
    if not asks:
        return _page(request, piece, form)
    if not form.is_valid():
        return _page(request, piece, form, status=422)
    try:
        limit(name=f"reserve:{client_ip(request)}", most=MOST_A_DAY, per=DAY)
        customer, actor, set_cookie = customer_for_write(request)
        reserve(
            customer=customer,
            item=piece.item,
            store=next(store for store in stores if store.slug == form.cleaned_data["store"]),
            name=form.cleaned_data.get("name", ""),
            mobile=form.cleaned_data.get("mobile", ""),
            key=request.POST.get("client_key"),
            actor=actor,
        )
    except Insufficient:
        gone = _("Somebody reserved it a moment before you. Nothing was booked in your name.")
        return _page(request, shown_piece(sku, kind), form, status=409, refusal=gone)
    except Refused as refusal:
        return _page(request, piece, form, status=refusal.status, refusal=refusal.message)
    response = redirect(piece.own_url)
    set_cookie(response)
    return response


@require_POST
def let_go_page(request: HttpRequest, sku: str, kind: str = "") -> HttpResponse:
    """Back to the page that asked, else to the piece's own."""
    item, own_url = _hers_or_shown(request, sku, kind)
    if request.customer:
        _customer, actor, _set_cookie = customer_for_write(request)
        if let_go(customer=request.customer, item=item, actor=actor):
            messages.success(request, _("We’ve let it go. Thank you for telling us."))
    return redirect(next_of(request, own_url))


def _hers_or_shown(request: HttpRequest, sku: str, kind: str) -> tuple[Item, str]:
    """What customers may see, and what is kept for her though it is no longer shown."""
    try:
        piece = shown_piece(sku, kind)
    except Http404:
        found = pieces_by_sku([sku]) if "\x00" not in sku else []
        if not found or found[0].pk not in held(request):
            raise
        return found[0], reverse("storefront:shortlist")
    return piece.item, piece.own_url


def _page(
    request: HttpRequest, piece: Shown, form: ReserveForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    form.offer(at_stores(piece.state, stores_with_hours()))
    context = piece.words | {"form": form, "refusal": refusal}
    return render(request, "storefront/reserve.html", context, status=status)
