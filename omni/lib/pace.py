"""How often somebody may read what costs us something: counted in memory, for a read writes no row.

Each process counts by itself, so of N processes somebody gets N times as much at most.
"""

from django.core.cache import cache

from .clock import now
from .errors import TooMany


def pace(*, name: str, most: int, per: int) -> None:
    """Count one more read of `name`; raise `TooMany` past `most` within `per` seconds."""
    key = f"pace:{name}:{int(now().timestamp()) // per}"
    cache.add(key, 0, per * 2)
    try:
        count = cache.incr(key)
    except ValueError:  # the cache was full and dropped it this moment
        return
    if count > most:
        raise TooMany
