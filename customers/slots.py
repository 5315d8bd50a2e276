"""When somebody may come: the store's hours, and how far ahead we book."""

import datetime as dt

from omni.lib.clock import now
from staff.models import Closure, OpeningHours, Store

from .errors import BadTime

LENGTH = dt.timedelta(minutes=45)
AHEAD = dt.timedelta(days=120)


def check_time(store: Store, starts_at: dt.datetime) -> None:
    """Raise `BadTime` unless the whole slot lies in the future and in the store's hours."""
    if starts_at <= now():
        raise BadTime("That time has passed.")
    if starts_at > now() + AHEAD:
        raise BadTime("We can book up to four months ahead.")
    local, end = store.local(starts_at), store.local(starts_at + LENGTH)
    closed = Closure.objects.filter(store=store, on=local.date()).first()
    if closed:
        raise BadTime(f"{store.city} is closed that day ({closed.reason}).")
    open_then = OpeningHours.objects.filter(
        store=store, weekday=local.weekday(), opens__lte=local.time(), closes__gte=end.time()
    )
    if local.date() != end.date() or not open_then.exists():
        raise BadTime(f"{store.city} isn’t open then.")
