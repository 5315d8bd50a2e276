"""The transfer calendar: when a piece that is asked for now is in another place."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from omni.lib.kept import kept
from staff.models import Store
from staff.selectors.opening import first_open_day

from ..models import Location, TransferRoute
from .availability import PlaceStock
from .places import store_places


@dataclass(frozen=True, slots=True)
class Route:
    days: int
    leaves_on: frozenset[int]
    cutoff: dt.time


@dataclass(frozen=True, slots=True)
class Arrival:
    """The day a piece of `place` can be in a store, where it is `today` now.

    `by` is until when it must be asked for today, in the place's own time.
    """

    place: PlaceStock
    today: dt.date
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

    Reckoned once a minute: cut-offs are whole minutes. No query, but for the routes, the stores
    and their hours once a minute.
    """
    minute = int(at.timestamp()) // 60
    source = (place.location_id, place.zone, place.sends_in_days)
    return Arrival(place, *_arrival(source, (store.id, store.slug, store.zone), minute))


def sent_at(place: Location, store: Store, at: dt.datetime) -> dt.date:
    """The day that a piece which left `place` at that time can be in the store, by the same."""
    minute, source = int(at.timestamp()) // 60, (place.pk, place.zone, place.sends_in_days)
    return _arrival(source, (store.id, store.slug, store.zone), minute)[1]


@kept(seconds=60)
def _arrival(
    source: tuple[int, str, int], target: tuple[int, str, str], minute: int
) -> tuple[dt.date, dt.date, dt.time | None]:
    """From (place, its zone, its days) to (store, its slug, its zone): `Arrival` but its place."""
    (location, zone, days), (store, slug, store_zone) = source, target
    at = dt.datetime.fromtimestamp(minute * 60, dt.UTC)
    today = at.astimezone(ZoneInfo(store_zone)).date()
    ours, known = store_places().get(slug), routes()
    ways = [known.get((location, here)) for here in (ours.locations if ours else ())]
    found = [_by_route(route, at.astimezone(ZoneInfo(zone))) for route in ways if route is not None]
    on, by = min(found, key=lambda way: way[0], default=(working_day(today, days), None))
    return today, first_open_day(store, on), by


def _by_route(route: Route, local: dt.datetime) -> tuple[dt.date, dt.time | None]:
    today = local.weekday() in route.leaves_on and local.time() < route.cutoff
    leaves = local.date()
    if not today:
        leaves += dt.timedelta(days=1)
        while leaves.weekday() not in route.leaves_on:
            leaves += dt.timedelta(days=1)
    return working_day(leaves, route.days), route.cutoff if today else None


def working_day(start: dt.date, days: int) -> dt.date:
    """The day that many working days (Monday to Friday) after `start`."""
    day = start
    while days > 0:
        day += dt.timedelta(days=1)
        days -= day.weekday() < 5
    return day
