"""Where we are and when we are open."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from customers.addresses import shown
from omni.lib.clock import now
from omni.lib.spoken import clock_time
from staff.models import Store
from staff.selectors.opening import WEEK, day_hours, opening_line, opening_lines, stores_with_hours


@require_safe
def stores(request: HttpRequest) -> HttpResponse:
    lines = [(store, line, shown(store.phone)) for store, line in opening_lines(now())]
    return render(request, "storefront/stores.html", {"section": "stores", "lines": lines})


@require_safe
def store_page(request: HttpRequest, slug: str) -> HttpResponse:
    store = next((store for store in stores_with_hours() if store.slug == slug), None)
    if store is None:
        raise Http404
    at = now()
    context = {
        "section": "stores",
        "store": store,
        "line": opening_line(store, at),
        "phone": shown(store.phone),
        "days": _days(store, at),
    }
    return render(request, "storefront/store.html", context)


def _days(store: Store, at: dt.datetime) -> list[tuple[dt.date, str]]:
    """The coming week from today, a closed day with an empty word."""
    today = store.local(at).date()
    week = [today + dt.timedelta(days=ahead) for ahead in range(WEEK)]
    return [
        (day, ", ".join(f"{clock_time(a)} – {clock_time(b)}" for a, b in day_hours(store, day)))
        for day in week
    ]
