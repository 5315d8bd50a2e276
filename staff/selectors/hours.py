"""Who answers now, until when, and when somebody answers next: from shifts and opening hours."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from ..models import Closure, OpeningHours, Shift, Store, User

HORIZON = dt.timedelta(days=14)
LONGEST_SHIFT = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Somebody answers from `starts_at` to `ends_at` (UTC). Without a `user` the rota is empty and
    it is the store's opening hours that say so; a `store` is absent at the desk."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    user: User | None = None
    store: Store | None = None


def answering(at: dt.datetime) -> list[Stretch]:
    """Who answers at this moment: at the desk, or on the floor of an open store."""
    return [one for one in rota(at, at) if one.starts_at <= at < one.ends_at]


def next_answer(at: dt.datetime) -> Stretch | None:
    """Who answers first after this moment, within two weeks; else the first store to open."""
    ahead = [one for one in rota(at, at + HORIZON) if one.starts_at > at]
    return ahead[0] if ahead else next_opening(at)


def next_opening(at: dt.datetime) -> Stretch | None:
    """The first store to open after this moment, within two weeks."""
    stores = {store.pk: store for store in Store.objects.filter(is_active=True)}
    ahead = [
        Stretch(start, end, store=stores[pk])
        for pk, stretches in _open(stores, at, at + HORIZON).items()
        for start, end in stretches
        if start > at
    ]
    return min(ahead, key=lambda one: one.starts_at, default=None)


def is_open(store: Store, at: dt.datetime) -> bool:
    hours = _open({store.pk: store}, at, at).get(store.pk, [])
    return any(start <= at < end for start, end in hours)


def rota(start: dt.datetime, end: dt.datetime) -> list[Stretch]:
    """Every stretch that touches the time from `start` to `end`, by beginning; three queries.

    A desk shift counts as it is, a floor shift while its store is open.
    """
    shifts = list(
        Shift.objects.filter(
            ends_at__gt=start, starts_at__lte=end, starts_at__gt=start - LONGEST_SHIFT,
            user__is_active=True,
        ).select_related("user", "store")
    )  # fmt: skip
    stores = {one.store_id: one.store for one in shifts if one.kind == Shift.Kind.FLOOR}
    hours = _open(stores, start, end) if stores else {}
    found = []
    for shift in shifts:
        if shift.kind == Shift.Kind.DESK:
            found.append(Stretch(shift.starts_at, shift.ends_at, shift.user))
            continue
        for opens, closes in hours.get(shift.store_id, []):
            begin, finish = max(shift.starts_at, opens), min(shift.ends_at, closes)
            if begin < finish:
                found.append(Stretch(begin, finish, shift.user, shift.store))
    return sorted(found, key=lambda one: (one.starts_at, one.user.given_name))


def _open(
    stores: dict[int, Store], start: dt.datetime, end: dt.datetime
) -> dict[int, list[tuple[dt.datetime, dt.datetime]]]:
    """{store id: opening stretches in UTC} on every local day that the time touches."""
    by_day = defaultdict(list)
    for hours in OpeningHours.objects.filter(store__in=stores):
        by_day[hours.store_id, hours.weekday].append(hours)
    first, last = start.date() - dt.timedelta(days=1), end.date() + dt.timedelta(days=1)
    closed = set(
        Closure.objects.filter(store__in=stores, on__range=(first, last)).values_list(
            "store_id", "on"
        )
    )
    found = defaultdict(list)
    for pk, store in stores.items():
        for ahead in range((last - first).days + 1):
            on = first + dt.timedelta(days=ahead)
            if (pk, on) in closed:
                continue
            for hours in by_day[pk, on.weekday()]:
                local = (
                    dt.datetime.combine(on, hours.opens),
                    dt.datetime.combine(on, hours.closes),
                )
                found[pk].append(tuple(_utc(moment, store) for moment in local))
    return found


def _utc(local: dt.datetime, store: Store) -> dt.datetime:
    return local.replace(tzinfo=store.tz).astimezone(dt.UTC)
