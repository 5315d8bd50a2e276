"""How long a store is open, in one honest line."""

import datetime as dt
from collections.abc import Iterable

from django.utils import formats
from django.utils.translation import gettext as _

from omni.lib.kept import kept
from omni.lib.spoken import clock_time
from omni.lib.translated import language

from ..models import Closure, OpeningHours, Store

WEEK, MOST_EVENINGS = 7, 2
Stretch = tuple[dt.time, dt.time]


def stores_with_hours() -> list[Store]:
    """The active stores, their hours and coming closures read along; three queries."""
    return list(Store.objects.filter(is_active=True).prefetch_related("hours", "closures"))


@kept(seconds=60)
def _week_and_closures() -> dict[int, tuple[frozenset[int], frozenset[dt.date]]]:
    return {
        store.pk: (
            frozenset(hours.weekday for hours in store.hours.all()),
            frozenset(closure.on for closure in store.closures.all()),
        )
        for store in stores_with_hours()
    }


def first_open_day(store_id: int, day: dt.date) -> dt.date:
    """That day, or the next on which the store opens within two months.

    A store without hours opens whenever it likes. At most a minute old; three queries when it is.
    """
    weekdays, closed = _week_and_closures().get(store_id, (frozenset(), frozenset()))
    ahead = (day + dt.timedelta(days=n) for n in range(60)) if weekdays else ()
    return next((one for one in ahead if one.weekday() in weekdays and one not in closed), day)


def opening_lines(at: dt.datetime) -> list[tuple[Store, str]]:
    """Every active store with its line, read and worded once a minute: hours end on whole ones."""
    return _opening_lines(int(at.timestamp()) // 60, language())


@kept(seconds=60)
def _opening_lines(minute: int, language: str) -> list[tuple[Store, str]]:
    at = dt.datetime.fromtimestamp(minute * 60, dt.UTC)
    return [(store, opening_line(store, at)) for store in stores_with_hours()]


def opening_line(store: Store, at: dt.datetime) -> str:
    """`Open until 6 pm, Thursday until 9 pm`; closed, it says when it opens again.

    Costs no query for a store of `stores_with_hours`.
    """
    local = store.local(at)
    now_open = next(
        (s for s in day_hours(store, local.date()) if s[0] <= local.time() < s[1]), None
    )
    if now_open is None:
        return _closed(store, local)
    line = _("Open until %(time)s") % {"time": clock_time(now_open[1])}
    late = _late_evening(store, local.date(), now_open[1])
    return f"{line}, {late}" if late else line


def day_hours(store: Store, day: dt.date) -> list[Stretch]:
    """When it opens and closes that day, in its own time; empty on a closed day."""
    closures: Iterable[Closure] = store.closures.all()
    if any(closure.on == day for closure in closures):
        return []
    hours: Iterable[OpeningHours] = store.hours.all()
    return sorted((h.opens, h.closes) for h in hours if h.weekday == day.weekday())


def _late_evening(store: Store, today: dt.date, closes: dt.time) -> str:
    """The evening of the coming week that stays open longest, where it is one out of the row."""
    ends: dict[dt.time, list[dt.date]] = {}
    for ahead in range(1, WEEK):
        day = today + dt.timedelta(days=ahead)
        for _opens, end in day_hours(store, day)[-1:]:
            ends.setdefault(end, []).append(day)
    latest = max(ends, default=closes)
    if latest <= closes or len(ends[latest]) > MOST_EVENINGS:
        return ""
    return _("%(day)s until %(time)s") % {"day": _day(ends[latest][0]), "time": clock_time(latest)}


def _closed(store: Store, local: dt.datetime) -> str:
    for ahead in range(WEEK + 1):
        day = local.date() + dt.timedelta(days=ahead)
        opens = [s[0] for s in day_hours(store, day) if ahead or s[0] > local.time()]
        if opens:
            words = {"time": clock_time(min(opens)), "day": _day(day)}
            if ahead == 0:
                return _("Closed now, opens at %(time)s") % words
            if ahead == 1:
                return _("Closed now, opens tomorrow at %(time)s") % words
            return _("Closed now, opens %(day)s at %(time)s") % words
    return _("Closed this week")


def _day(day: dt.date) -> str:
    return formats.date_format(day, "l")
