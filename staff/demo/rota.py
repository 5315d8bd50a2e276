"""A week of shifts around today: the stores by day, the desk from 18:00 to 22:00 in Sydney."""

import datetime as dt
import zoneinfo

from staff.models import OpeningHours, Shift, Store, User

AHEAD = 7
DESK_ZONE = zoneinfo.ZoneInfo("Australia/Sydney")
DESK_FROM, DESK_UNTIL = dt.time(18), dt.time(22)
# Weekdays off, 0 is Monday: somebody is always there.
DAYS_OFF = {"Marcus": {0}, "Ana": {5, 6}, "Lucia": set(), "Hana": set(), "Ravi": {0, 1}}
FLOOR = {"Marcus": "sydney", "Ana": "sydney", "Lucia": "melbourne"}
DESK = ("Hana", "Ravi")


def fill_rota(people: dict[str, User], stores: dict[str, Store], now: dt.datetime) -> int:
    """Shifts from yesterday to a week ahead, without doubles; answers how many were new."""
    found = [*_floor_shifts(people, stores, now), *_desk_shifts(people, now)]
    known = set(
        Shift.objects.filter(ends_at__gt=now - dt.timedelta(days=3)).values_list(
            "user_id", "kind", "starts_at"
        )
    )
    new = [shift for shift in found if (shift.user_id, shift.kind, shift.starts_at) not in known]
    Shift.objects.bulk_create(new)
    return len(new)


def _floor_shifts(people: dict[str, User], stores: dict[str, Store], now: dt.datetime):
    for name, slug in FLOOR.items():
        store = stores[slug]
        hours = {one.weekday: one for one in OpeningHours.objects.filter(store=store)}
        for on in _days(store.local(now)):
            open_then = hours.get(on.weekday())
            if open_then and on.weekday() not in DAYS_OFF[name]:
                yield Shift(
                    user=people[name],
                    kind=Shift.Kind.FLOOR,
                    store=store,
                    starts_at=dt.datetime.combine(on, open_then.opens, store.tz),
                    ends_at=dt.datetime.combine(on, open_then.closes, store.tz),
                )


def _desk_shifts(people: dict[str, User], now: dt.datetime):
    for name in DESK:
        for on in _days(now.astimezone(DESK_ZONE)):
            if on.weekday() not in DAYS_OFF[name]:
                yield Shift(
                    user=people[name],
                    kind=Shift.Kind.DESK,
                    starts_at=dt.datetime.combine(on, DESK_FROM, DESK_ZONE),
                    ends_at=dt.datetime.combine(on, DESK_UNTIL, DESK_ZONE),
                )


def _days(local_now: dt.datetime) -> list[dt.date]:
    today = local_now.date()
    return [today + dt.timedelta(days=n) for n in range(-1, AHEAD + 1)]
