"""Ask to be told when a piece on hold is free again; a code proves where she is told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from customers.actions.watch_piece import stop_watching, watch_piece
from customers.actors import customer_actor
from customers.addresses import shown
from customers.errors import NoAddress
from customers.models import FreeWatch
from customers.selectors.people import proven_addresses
from customers.selectors.watches import watch_of
from inventory import drawing, portrait
from inventory.models import Stone
from inventory.selectors.availability import Availability
from omni.lib.errors import Refused
from omni.lib.idempotency import once

from .account import signed_in
from .stone import shown_stone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tell_me(request: HttpRequest, sku: str) -> HttpResponse:
    stone, state = shown_stone(sku)
    if request.method != "POST":
        return _page(request, stone, state)
    customer, actor = request.customer, customer_actor(request.customer)
    stop, wanted = "stop" in request.POST, request.POST.get("to", "")

    def run() -> dict:
        if stop:
            return {"stopped": stop_watching(customer=customer, item=stone.item, actor=actor)}
        to = next((one for one in proven_addresses(customer) if one.value == wanted), None)
        if to is None:
            raise NoAddress
        watch = watch_piece(customer=customer, item=stone.item, to=to, actor=actor)
        return {"watch": str(watch.public_id)}

    try:
        once(
            actor=actor, action="tell_me", key=request.POST.get("client_key"),
            body={"sku": sku, "stop": stop, "to": wanted}, run=run,
        )  # fmt: skip
    except Refused as refusal:
        return _page(request, stone, state, refusal)
    messages.success(request, _("All right, we won’t.") if stop else _("We’ll tell you."))
    return redirect("storefront:tell-me", sku)


def _page(
    request: HttpRequest, stone: Stone, state: Availability, refusal: Refused | None = None
) -> HttpResponse:
    watch: FreeWatch | None = watch_of(request.customer, stone.item)
    context = {
        "section": "diamonds",
        "item": stone.item,
        "title": portrait.short_title(stone),
        "grades": portrait.grades(stone),
        "face": drawing.card_address(portrait.proportions(stone)),
        "a": state,
        "watch": watch,
        "told_at": shown(watch.value) if watch else "",
        "addresses": [(one.value, shown(one.value)) for one in proven_addresses(request.customer)],
        "refusal": refusal,
    }
    status = 200
    if refusal:
        status = 422 if refusal.status == 400 else refusal.status
    return render(request, "storefront/tell-me.html", context, status=status)
