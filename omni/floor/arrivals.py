"""Who is in the store, as the left column says it."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from customers.models import Appointment, Visit
from customers.selectors.visits import arrivals, floor_versions, next_appointments
from omni.lib.clock import now
from omni.lib.spoken import clock_time
from staff.models import Store, User

WAITED = dt.timedelta(seconds=60)
NUMBERS = [
    "", gettext_lazy("A visitor"), gettext_lazy("Two visitors"), gettext_lazy("Three visitors"),
    gettext_lazy("Four visitors"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrival:
    """`is_late`: nobody has gone to her for a minute."""

    visit: Visit
    name: str
    words: str
    is_vip: bool
    is_late: bool


@dataclass(slots=True)
class Arrivals:
    """To greet first, then mine, then everybody else's."""

    version: int
    waiting: list[Arrival] = field(default_factory=list)
    mine: list[Arrival] = field(default_factory=list)
    others: list[Arrival] = field(default_factory=list)
    coming: list[tuple[str, Appointment]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.waiting) + len(self.mine) + len(self.others)


def arrivals_of(store: Store, user: User) -> Arrivals:
    """Three queries."""
    key = str(store.public_id)
    found = Arrivals(floor_versions([key]).get(key, 0))
    for visit in arrivals(store):
        pile = found.waiting
        if visit.taken_by_id:
            pile = found.mine if visit.taken_by_id == user.pk else found.others
        pile.append(_arrival(visit, store))
    found.waiting.sort(key=lambda one: (not one.is_vip, one.visit.arrived_at))
    found.coming = [
        (clock_time(store.local(booked.starts_at)), booked) for booked in next_appointments(store)
    ]
    return found


def _arrival(visit: Visit, store: Store) -> Arrival:
    is_vip = visit.via == "pass" and visit.taken_by_id is None
    waits = visit.taken_by_id is None and visit.via != "looking"
    late = waits and now() - visit.arrived_at > WAITED
    return Arrival(visit, called(visit), _words(visit, store), is_vip, late)


def called(visit: Visit) -> str:
    """Her name, or how many strangers came."""
    if visit.customer:
        return str(visit.customer)
    if visit.guests < len(NUMBERS):
        return str(NUMBERS[visit.guests])
    return ngettext("%(n)s visitor", "%(n)s visitors", visit.guests) % {"n": visit.guests}


def _words(visit: Visit, store: Store) -> str:
    booked = visit.appointment
    if booked is None:
        return {"pass": _("No booking."), "looking": _("Just looking")}.get(
            visit.via, _("Walked in")
        )
    time = clock_time(store.local(booked.starts_at)).replace(" ", "\u00a0")
    if booked.companion:
        return _("With %(who)s, booked for %(time)s.") % {"who": booked.companion, "time": time}
    return _("Booked for %(time)s.") % {"time": time}
