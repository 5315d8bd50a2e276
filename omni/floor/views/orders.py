"""What this store sold lately."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from omni.lib.clock import now
from omni.lib.spoken import clock_time
from sales.selectors.orders import latest_orders
from staff.models import Store
from staff.roles import staff_page

from ..stores import FLOOR


@staff_page(*FLOOR)
@require_safe
@never_cache
def orders(request: HttpRequest, store: Store) -> HttpResponse:
    listed = [(_when(order, store), order) for order in latest_orders(store)]
    context = {"section": "orders", "store": store, "orders": listed}
    return render(request, "floor/orders.html", context)


def _when(order, store: Store) -> str:
    """`2:13 pm` today, else `Sat 21 Nov, 2:13 pm`, in the store's time."""
    local = store.local(order.placed_at)
    if local.date() == store.local(now()).date():
        return clock_time(local)
    return f"{local:%a} {local.day} {local:%b}, {clock_time(local)}"
