"""Who is in the store, as the left column says it."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from customers.models import Appointment, Visit
from customers.selectors.called import call
from customers.selectors.diary import not_ready, pieces_of
from customers.selectors.visits import arrivals, next_appointments, versions
from inventory.models import Item
from inventory.selectors.coming import Coming
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
    """`is_late`: nobody has gone to her for a minute; `missing` are pieces that aren't there."""

    visit: Visit
    name: str
    words: str
    is_vip: bool
    is_late: bool
    missing: list[tuple[Item, Coming]]


@dataclass(frozen=True, slots=True)
class Next:
    """Who comes next, or was called off; `missing` are pieces that won't be there by then."""

    time: str
    booked: Appointment
    missing: list[tuple[Item, Coming]]


@dataclass(slots=True)
class Arrivals:
    """To greet first, then mine, then everybody else's; `missing` by booking, of all of them."""

    version: int
    diary: int  # its version
    waiting: list[Arrival] = field(default_factory=list)
    mine: list[Arrival] = field(default_factory=list)
    others: list[Arrival] = field(default_factory=list)
    coming: list[Next] = field(default_factory=list)
    missing: dict[int, list[tuple[Item, Coming]]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.waiting) + len(self.mine) + len(self.others)


def arrivals_of(store: Store, user: User) -> Arrivals:
    """Three queries, five more when pieces are to be ready for somebody; one for the nameless."""
    key = str(store.public_id)
    found = Arrivals(*versions([key])[key])
    visits, ahead = arrivals(store), next_appointments(store)
    call([one.customer for one in (*visits, *ahead)])
    booked = [visit.appointment for visit in visits if visit.appointment]
    pieces = pieces_of([*booked, *ahead], store)
    found.missing = missing = {pk: not_ready(some) for pk, some in pieces.items()}
    for visit in visits:
        pile = found.waiting
        if visit.taken_by_id:
            pile = found.mine if visit.taken_by_id == user.pk else found.others
        pile.append(_arrival(visit, store, missing.get(visit.appointment_id, [])))
    found.waiting.sort(key=lambda one: (not one.is_vip, one.visit.arrived_at))
    found.coming = [
        Next(clock_time(store.local(one.starts_at)), one, missing[one.pk]) for one in ahead
    ]
    return found


def _arrival(visit: Visit, store: Store, missing: list[tuple[Item, Coming]]) -> Arrival:
    is_vip = visit.via == "pass" and visit.taken_by_id is None
    waits = visit.taken_by_id is None and visit.via != "looking"
    late = waits and now() - visit.arrived_at > WAITED
    return Arrival(visit, called(visit), _words(visit, store), is_vip, late, missing)


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
