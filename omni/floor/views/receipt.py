"""The receipt is sent to the buyer's mobile or e-mail."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from customers.addresses import shown
from omni.lib.errors import Refused
from sales.actions.send_receipt import send_receipt
from staff.actors import actor_for
from staff.models import Store
from staff.roles import staff_page

from ..sold_page import change_in, order_here, sold_page
from ..stores import FLOOR


@staff_page(*FLOOR)
@require_POST
def receipt(request: HttpRequest, store: Store, order: uuid.UUID) -> HttpResponse:
    """To an address of hers by its button, else to the one that was typed."""
    found = order_here(order, store)
    typed = request.POST.get("address", "").strip()[:254]
    address = request.POST.get("to", "").strip()[:254] or typed
    try:
        to = send_receipt(
            order=found, address=address, key=request.POST.get("client_key", ""),
            actor=actor_for(request),
        )  # fmt: skip
    except Refused as refusal:
        status = 422 if refusal.status == 400 else refusal.status
        return sold_page(request, store, found, refusal=refusal, typed=typed, status=status)
    messages.success(request, _("The receipt is on its way to %(to)s.") % {"to": shown(to)})
    page, change = reverse("floor:sold", args=[store.slug, found.public_id]), change_in(request)
    return redirect(f"{page}?change={change}" if change else page)
