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
from omni.lib.errors import Refused
from omni.lib.idempotency import once

from ..shown import Shown, shown_piece
from .account import signed_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tell_me(request: HttpRequest, sku: str, kind: str = "") -> HttpResponse:
    """Of a stone, with `kind` "made" of a finished ring, with "jewel" of a piece of jewellery."""
    piece = shown_piece(sku, kind)
    if request.method != "POST":
        return _page(request, piece)
    customer, actor = request.customer, customer_actor(request.customer)
    stop, wanted = "stop" in request.POST, request.POST.get("to", "")

    def run() -> dict:
        if stop:
            return {"stopped": stop_watching(customer=customer, item=piece.item, actor=actor)}
        to = next((one for one in proven_addresses(customer) if one.value == wanted), None)
        if to is None:
            raise NoAddress
        watch = watch_piece(customer=customer, item=piece.item, to=to, actor=actor)
        return {"watch": str(watch.public_id)}

    try:
        once(
            actor=actor, action="tell_me", key=request.POST.get("client_key"),
            body={"sku": sku, "stop": stop, "to": wanted}, run=run,
        )  # fmt: skip
    except Refused as refusal:
        return _page(request, piece, refusal)
    messages.success(request, _("All right, we won’t.") if stop else _("We’ll tell you."))
    return redirect(piece.tell_me_url)


def _page(request: HttpRequest, piece: Shown, refusal: Refused | None = None) -> HttpResponse:
    watch: FreeWatch | None = watch_of(request.customer, piece.item)
    context = piece.words | {
        "watch": watch,
        "told_at": shown(watch.value) if watch else "",
        "addresses": [(one.value, shown(one.value)) for one in proven_addresses(request.customer)],
        "refusal": refusal,
    }
    status = 200
    if refusal:
        status = 422 if refusal.status == 400 else refusal.status
    return render(request, "storefront/tell-me.html", context, status=status)
