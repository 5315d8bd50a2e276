"""What each store can say of an item: here, or when it can be here."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from omni.lib.clock import now
from staff.models import Store

from .availability import Availability, Kind


@dataclass(frozen=True, slots=True)
class AtStore:
    """`on` is the day it can be there, when it isn't there now."""

    store: Store
    kind: Kind
    word: str
    on: dt.date | None = None


def at_stores(one: Availability, stores: Iterable[Store]) -> list[AtStore]:
    """One line per store, the one that has it first; no query."""
    lines = [_line(one, store) for store in stores]
    return sorted(lines, key=lambda line: line.on is not None or line.kind != "go")


def _line(one: Availability, store: Store) -> AtStore:
    here = [place for place in one.places if place.store_id == store.pk]
    if any(place.free for place in here):
        return AtStore(store, "go", "Here now")
    if here:
        return AtStore(store, "hold", one.word if one.kind == "hold" else "On hold here")
    days = [place.sends_in_days for place in one.places if place.free]
    if not days:
        return AtStore(store, one.kind, one.word)
    on, day = _arrival(store.local(now()).date(), min(days))
    return AtStore(store, "way", f"Can be here {day}", on)


@lru_cache(maxsize=200)
def _arrival(today: dt.date, days: int) -> tuple[dt.date, str]:
    """The day it can be there, and how that day is called."""
    on = working_day(today, days)
    return on, f"{on:%A}"


def working_day(start: dt.date, days: int) -> dt.date:
    """The day that many working days (Monday to Friday) after `start`."""
    day = start
    while days > 0:
        day += dt.timedelta(days=1)
        days -= day.weekday() < 5
    return day
