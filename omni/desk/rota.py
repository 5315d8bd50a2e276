"""The shift strip above the desk: tonight's stretches as shares of its width."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from omni.lib.spoken import clock_time
from staff.models import Store, User
from staff.selectors import hours

LENGTH = dt.timedelta(hours=9)
ROOM = 8.0  # per cent below which a name doesn't fit
LONG_ROOM = 16.0  # below which two words don't
BEFORE, AFTER = -2.0, 7.0  # per cent beside the line of now that its own clock covers


@dataclass(frozen=True, slots=True)
class Block:
    """`x` and `width` in per cent of the strip."""

    label: str
    x: float
    width: float
    kind: str


@dataclass(frozen=True, slots=True)
class Strip:
    title: str
    until: str
    ticks: list[tuple[float, str]]
    blocks: list[Block]
    now: float
    now_label: str
    spoken: str


def strip(user: User, at: dt.datetime, store: Store | None) -> Strip:
    """The nine hours around now in the store's time: who answers when, and where nobody does."""
    zone = store.tz if store else dt.UTC
    local = at.astimezone(zone)
    start = _start(local)
    end = start + LENGTH
    stretches = [one for one in hours.rota(start, end) if one.ends_at > start]
    blocks = _blocks(user, stretches, start, end)
    own = [one for one in stretches if one.user == user and one.starts_at <= at < one.ends_at]
    until = max((one.ends_at for one in own), default=None)
    ticks = [start + dt.timedelta(hours=n) for n in range(int(LENGTH.total_seconds() // 3600))]
    return Strip(
        title=f"{local:%A} {_part_of_day(local)}",
        until=f"You’re on until {clock_time(until.astimezone(zone))}"
        if until
        else "You’re not on the rota now",
        ticks=[
            (_share(tick, start), _tick(tick, n))
            for n, tick in enumerate(ticks)
            if not BEFORE < _share(tick, start) - _share(local, start) < AFTER
        ],
        blocks=blocks,
        now=_share(local, start),
        now_label=f"{local.hour % 12 or 12}:{local:%M}",
        spoken=_spoken(stretches, zone) or "Nobody is on the rota.",
    )


def _start(local: dt.datetime) -> dt.datetime:
    """5 pm in the evening, else three hours ago, on the hour."""
    if local.hour >= 17:
        return local.replace(hour=17, minute=0, second=0, microsecond=0)
    return local.replace(minute=0, second=0, microsecond=0) - dt.timedelta(hours=3)


def _blocks(user: User, stretches: list, start: dt.datetime, end: dt.datetime) -> list[Block]:
    """Own and desk stretches by name; who is on a floor is the day team; gaps are nobody's."""
    desk = [one for one in stretches if one.store is None or one.user == user]
    floor = [one for one in stretches if one not in desk]
    taken = [(one.starts_at, one.ends_at, *_named(one.user, user)) for one in desk]
    if floor:
        first, last = min(one.starts_at for one in floor), max(one.ends_at for one in floor)
        taken += [(*gap, "Day team", "") for gap in _gaps(taken, first, last)]
    taken += [(*gap, "Automatic answers", "off") for gap in _gaps(taken, start, end)]
    return [
        _block(max(begins, start), min(ends, end), label, kind, start)
        for begins, ends, label, kind in sorted(taken, key=lambda block: block[0])
        if max(begins, start) < min(ends, end)
    ]


def _named(who: User, viewer: User) -> tuple[str, str]:
    return (f"{who.given_name}, you", "mine") if who == viewer else (who.given_name, "")


def _block(
    begins: dt.datetime, ends: dt.datetime, label: str, kind: str, start: dt.datetime
) -> Block:
    x = _share(begins, start)
    width = max(_share(ends, start) - x - 0.4, 0.3)
    if width < LONG_ROOM:
        label = label.split(maxsplit=1)[0] if kind == "off" else label
    return Block(label if width > ROOM else "", x, width, kind)


def _gaps(
    taken: list[tuple], start: dt.datetime, end: dt.datetime
) -> list[tuple[dt.datetime, dt.datetime]]:
    """The parts of start to end that nothing in `taken` covers."""
    gaps, at = [], start
    for begins, ends, *_ in sorted(taken, key=lambda block: block[:2]):
        gaps.append((at, min(begins, end)))
        at = max(at, ends)
    gaps.append((at, end))
    return [(begins, ends) for begins, ends in gaps if begins < ends]


def _share(moment: dt.datetime, start: dt.datetime) -> float:
    return round(100 * ((moment - start) / LENGTH), 2)


def _tick(moment: dt.datetime, number: int) -> str:
    if moment.hour == 0:
        return "Midnight"
    hour = moment.hour % 12 or 12
    return f"{hour} {'pm' if moment.hour >= 12 else 'am'}" if number == 0 else str(hour)


def when(at: dt.datetime, store: Store | None) -> str:
    """What the last hours are called now: `tonight` or `today`."""
    local = at.astimezone(store.tz if store else dt.UTC)
    return "tonight" if _part_of_day(local) == "night" else "today"


def _part_of_day(local: dt.datetime) -> str:
    if local.hour >= 17 or local.hour < 5:
        return "night"
    return "morning" if local.hour < 12 else "afternoon"


def _spoken(stretches: list, zone: dt.tzinfo) -> str:
    by_name = defaultdict(list)
    for one in stretches:
        times = (one.starts_at.astimezone(zone), one.ends_at.astimezone(zone))
        by_name[one.user.given_name].append(" to ".join(clock_time(time) for time in times))
    return "; ".join(f"{name} {', '.join(times)}" for name, times in by_name.items())
