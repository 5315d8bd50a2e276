"""When a telephone isn't made to ring: before eight in the morning and after nine at night."""

import datetime as dt
from zoneinfo import ZoneInfo

from .models import Customer, Identity

MORNING, NIGHT = 8, 21


def may_ring(customer: Customer, kind: str, place_zone: str, at: dt.datetime) -> bool:
    """Whether she may be written to now at an address of this kind; e-mail wakes nobody.

    In her own time where we know it, else in that of the place the piece lies at.
    """
    if kind == Identity.Kind.EMAIL:
        return True
    local = at.astimezone(ZoneInfo(customer.zone or place_zone or "UTC"))
    return MORNING <= local.hour < NIGHT
