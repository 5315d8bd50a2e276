"""Look up a piece, a person or an order: typed, or read by the camera."""

import datetime as dt
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from customers.models import Customer
from omni.lib.clock import now
from staff.models import Role, Store
from staff.roles import may, staff_page

from ..lookup import look_up, person_of_pass
from ..page import customer_or_none
from ..scanning import scans
from ..stores import FLOOR

USUAL_LOAN, LONGEST_LOAN = dt.timedelta(days=7), dt.timedelta(days=31)


@staff_page(*FLOOR)
@require_safe
@never_cache
def stock(request: HttpRequest, store: Store) -> HttpResponse:
    text = request.GET.get("q", "")
    if whose := person_of_pass(text):
        return redirect("floor:client", store.slug, whose.public_id)
    return stock_page(request, store, text, client_named(request.GET.get("client", "")))


@scans
def stock_page(
    request: HttpRequest, store: Store, text: str, client: Customer | None, *, refusal=None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    today = store.local(now()).date()
    context = {
        "section": "stock",
        "store": store,
        "client": client,
        "may_lend": client is not None and may(request.user, Role.MANAGER, store=store),
        "loan": [str(today + days) for days in (dt.timedelta(1), USUAL_LOAN, LONGEST_LOAN)],
        "found": look_up(text, store, request.user),
        "sale": request.GET.get("sale", ""),
        "refusal": refusal,
    }
    return render(request, "floor/stock.html", context, status=status)


def client_named(ref: str) -> Customer | None:
    """Whose profile the look-up was opened from."""
    try:
        return customer_or_none(uuid.UUID(ref))
    except ValueError:
        return None
