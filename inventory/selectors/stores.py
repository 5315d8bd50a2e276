"""What each store can say of an item: here, or when it can be here."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from omni.lib.clock import now
from omni.lib.spoken import clock_time, day
from staff.models import Store
from staff.selectors.opening import first_open_day

from .availability import Availability, Kind, PlaceStock
from .calendar import Arrival, arrival


@dataclass(frozen=True, slots=True)
class AtStore:
    """`on` is the day it can be there, when it isn't there now, and `place` what sends it.

    `by` is until when it must be asked for today, in that place's time; `note` says so.
    """

    store: Store
    kind: Kind
    word: str
    on: dt.date | None = None
    by: dt.time | None = None
    place: PlaceStock | None = None

    @property
    def note(self) -> str:
        return f"if you ask by {clock_time(self.by)}" if self.by else ""


def at_stores(one: Availability, stores: Iterable[Store], *, staff: bool = False) -> list[AtStore]:
    """One line per store, the one that has it first; no query.

    The web keeps a place's safety stock back; `staff` see through it.
    """
    at, selling = now(), one.selling
    lines = [_line(one, selling, store, at, staff) for store in stores]
    return sorted(lines, key=lambda line: line.on is not None or line.kind != "go")


def held_until(on: dt.date | None, keep: dt.timedelta, store: Store) -> dt.datetime:
    """Until when to keep a piece that can be in the store on that day, or is there already (None):
    for `keep` from the end of that day in the store's time, or from now.

    Never before a day after it is over on which the store opens: she could only find it closed.
    """
    there = on or store.local(now()).date()
    comes = first_open_day(store.pk, there + dt.timedelta(days=1))
    begins = now() if on is None else _end_of(on, store)
    return max(begins + keep, _end_of(comes, store))


def _end_of(day: dt.date, store: Store) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), store.tz)


def soonest(
    one: Availability, store: Store, at: dt.datetime, *, staff: bool = False
) -> Arrival | None:
    """From which place elsewhere a free piece is in the store first, and when; None without one."""
    return _soonest(one.selling, store, at, staff)


def nearest(one: Availability, store: Store) -> int | None:
    """Which place gives somebody who comes to the store a free piece: the store's own, else the one
    that sends it soonest; as staff see it. None without a free one.
    """
    here = (place.location_id for place in one.selling if place.store_id == store.id and place.free)
    way = soonest(one, store, now(), staff=True)
    return next(here, way.place.location_id if way else None)


def _soonest(
    selling: list[PlaceStock], store: Store, at: dt.datetime, staff: bool
) -> Arrival | None:
    ways = [
        arrival(place, store, at)
        for place in selling
        if place.store_id != store.id and _had(place, staff)
    ]
    return min(ways, key=lambda way: (way.on, way.place.location_id), default=None)


def _had(place: PlaceStock, staff: bool) -> int:
    return place.free if staff else place.promised


def _line(
    one: Availability, selling: list[PlaceStock], store: Store, at: dt.datetime, staff: bool
) -> AtStore:
    here = [place for place in selling if place.store_id == store.id]
    if here:
        if any(_had(place, staff) for place in here):
            return AtStore(store, "go", "Here now")
        if any(place.free for place in here):
            return AtStore(store, "hold", "Here, in store only")
    # Somebody's piece in this store keeps nobody from another that is free; staff see both.
    way = None if here and staff else _soonest(selling, store, at, staff)
    if way is None and here:
        return AtStore(store, "hold", one.word if one.state == "held" else "On hold here")
    if way is None:
        return AtStore(store, one.kind, one.word)
    return AtStore(store, "way", _can_be(way.on, way.today), way.on, way.by, way.place)


@lru_cache(maxsize=400)
def _can_be(on: dt.date, today: dt.date) -> str:
    return f"Can be here {day(on, today)}"
