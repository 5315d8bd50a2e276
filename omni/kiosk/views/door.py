"""The VIP station: hold up a code, or type it, and be welcome."""

import datetime as dt

from csp.constants import WASM_UNSAFE_EVAL
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customers.actions.scan_pass import is_typed, scan_pass
from customers.selectors.visits import welcome
from inventory.models import Item
from omni.lib.errors import TooMany
from omni.lib.idempotency import parsed_key
from omni.lib.limits import limit
from staff.actors import actor_for

from ..doors import station


@require_safe
@never_cache
@csp_update({"script-src": [WASM_UNSAFE_EVAL]})
@station
def door(request: HttpRequest) -> HttpResponse:
    return render(request, "kiosk/door.html", {"store": request.device.store})


@require_POST
@never_cache
@station
def scan(request: HttpRequest) -> HttpResponse:
    """The answer to one scan: the same `scan` gets the same answer."""
    typed = "".join(request.POST.getlist("code"))
    shown = request.POST.get("shown") or typed
    key = parsed_key(request.POST.get("scan"))
    try:
        if is_typed(shown):
            limit(
                name=f"pass-code:{request.device.public_id}", most=12, per=dt.timedelta(minutes=10)
            )
        answer = scan_pass(shown=shown, scan=key, device=request.device, actor=actor_for(request))
    except TooMany:
        return _sorry(request, "busy", 429)
    if answer.visit is None:
        return _sorry(request, answer.outcome, 200)
    said = welcome(answer.visit)
    pieces = Item.objects.select_related("stone", "setting", "product").in_bulk(said.items)
    context = {
        "answer": answer,
        "said": said,
        "pieces": list(pieces.values()),
        "store": request.device.store,
    }
    return render(request, "kiosk/parts/welcome.html", context)


def _sorry(request: HttpRequest, outcome: str, status: int) -> HttpResponse:
    context = {"outcome": outcome, "store": request.device.store}
    return render(request, "kiosk/parts/sorry.html", context, status=status)
