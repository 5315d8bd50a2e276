"""Limits: reads are counted in this process's cache, for a GET changes no row; writes in the
database, so that they hold however many processes answer.
"""

import datetime as dt

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from omni.lib.limits import limit
from staff.models import ApiClient

READS = "600/min"
WRITES = 120
MINUTE = dt.timedelta(minutes=1)


class Reads(SimpleRateThrottle):
    rate = READS

    def get_cache_key(self, request: Request, view: object) -> str | None:
        if request.auth is None or request.method not in ("GET", "HEAD"):
            return None
        return f"api.reads.{request.auth.public_id}"


def count_write(client: ApiClient) -> None:
    """Raises `TooMany` when this client has written enough for this minute."""
    limit(name=f"api:{client.public_id}", most=WRITES, per=MINUTE, lightly=True)
