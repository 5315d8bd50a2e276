"""Who is there for customers now, or when somebody is again: one line for the header."""

import datetime as dt
from dataclasses import dataclass

from omni.lib.spoken import names

from ..models import Store
from .hours import Stretch, answering, next_answer

NAMED = 2


@dataclass(frozen=True, slots=True)
class Presence:
    """`who` is there until `at`, or is the first to be there from `at`; `zone` is the shop's."""

    is_on: bool
    who: str
    verb: str
    at: dt.datetime | None
    zone: str

    @property
    def local(self) -> dt.datetime | None:
        return self.at.astimezone(Store(zone=self.zone).tz) if self.at else None


def presence(at: dt.datetime) -> Presence:
    """Costs at most eight queries, none of them per person."""
    first = Store.objects.filter(is_active=True).first()
    zone = first.zone if first else "UTC"
    there = answering(at)
    if there:
        who, many = _named(there)
        until = max(one.ends_at for one in there)
        return Presence(True, who, "are" if many else "is", until, zone)
    coming = next_answer(at)
    if coming is None:
        return Presence(False, "", "", None, zone)
    return Presence(
        False, coming.user.given_name if coming.user else "", "", coming.starts_at, zone
    )


def _named(there: list[Stretch]) -> tuple[str, bool]:
    """Who is there longest is named first; more than two are `Hana and 3 others`."""
    longest = sorted(there, key=lambda one: one.ends_at, reverse=True)
    given = list(dict.fromkeys(one.user.given_name for one in longest))
    if len(given) > NAMED:
        return f"{given[0]} and {len(given) - 1} others", True
    return names(given), len(given) > 1
