"""Who is booked, a day or a week at a time, in the store's own time."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from customers.selectors.diary import Day, pieces_of
from customers.selectors.diary import diary as booked_days
from customers.selectors.visits import diary_versions
from omni.lib.clock import now
from omni.lib.spoken import clock_time
from staff.models import Store
from staff.roles import staff_page

from ..stores import FLOOR

WEEK = 7


@staff_page(*FLOOR)
@require_safe
@never_cache
def diary(request: HttpRequest, store: Store) -> HttpResponse:
    key, today = str(store.public_id), store.local(now()).date()
    version = diary_versions([key])[key]  # before the bookings: what comes between is asked for
    first, days = _from(request, today), WEEK if request.GET.get("show") == "week" else 1
    found = booked_days(store, first, days)
    pieces = pieces_of([one for day in found for one in day.booked], store)
    context = {
        "section": "diary",
        "store": store,
        "version": version,
        "days": [_told(day, store, today, pieces) for day in found],
        "week": days == WEEK,
        "first": first,
        "today": today,
        "now": now(),
        "before": first - dt.timedelta(days=days),
        "after": first + dt.timedelta(days=days),
    }
    return render(request, "floor/diary.html", context)


def _from(request: HttpRequest, today: dt.date) -> dt.date:
    """The day in the address; a malformed or absurd one is today."""
    try:
        day = dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return day if abs((day - today).days) < 400 else today


def _told(day: Day, store: Store, today: dt.date, pieces: dict[int, list]) -> dict:
    ahead = (day.on - today).days
    words = {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}.get(ahead, f"{day.on:%A}")
    return {
        "name": words,
        "date": f"{day.on.day} {day.on:%B}",
        "booked": [
            (clock_time(store.local(one.starts_at)), one, pieces[one.pk]) for one in day.booked
        ],
    }
