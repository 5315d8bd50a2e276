"""The transfer calendar: when a piece that is asked for now is in another place."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from omni.lib.kept import kept
from staff.models import Store
from staff.selectors.opening import first_open_day

from ..models import TransferRoute
from .availability import PlaceStock
from .places import store_places


@dataclass(frozen=True, slots=True)
class Route:
    days: int
    leaves_on: frozenset[int]
    cutoff: dt.time


@dataclass(frozen=True, slots=True)
class Arrival:
    """The day a piece of `place` can be in a store; `by` is when it must be asked for, today."""

    place: PlaceStock
    on: dt.date
    by: dt.time | None = None


@kept(seconds=60)
def routes() -> dict[tuple[int, int], Route]:
    """By source and destination; at most a minute old. One query when it is."""
    return {
        (row.source_id, row.destination_id): Route(row.days, frozenset(row.leaves_on), row.cutoff)
        for row in TransferRoute.objects.all()
    }


def arrival(place: PlaceStock, store: Store, at: dt.datetime) -> Arrival:
    """From the place's route to the store, else by its own days; on a day the store is open.

    No query, but for the routes, the stores and their hours once a minute.
    """
    ours = store_places().get(store.slug)
    known = routes()
    ways = [known.get((place.location_id, here)) for here in (ours.locations if ours else ())]
    found = [_by_route(place, route, at) for route in ways if route is not None]
    if found:
        soonest = min(found, key=lambda one: one.on)
    else:
        soonest = Arrival(place, working_day(store.local(at).date(), place.sends_in_days))
    open_on = first_open_day(store.pk, soonest.on)
    return soonest if open_on == soonest.on else Arrival(place, open_on, soonest.by)


def _by_route(place: PlaceStock, route: Route, at: dt.datetime) -> Arrival:
    local = at.astimezone(ZoneInfo(place.zone))
    today = local.weekday() in route.leaves_on and local.time() < route.cutoff
    leaves = local.date()
    if not today:
        leaves += dt.timedelta(days=1)
        while leaves.weekday() not in route.leaves_on:
            leaves += dt.timedelta(days=1)
    return Arrival(place, working_day(leaves, route.days), route.cutoff if today else None)


def working_day(start: dt.date, days: int) -> dt.date:
    """The day that many working days (Monday to Friday) after `start`."""
    day = start
    while days > 0:
        day += dt.timedelta(days=1)
        days -= day.weekday() < 5
    return day
