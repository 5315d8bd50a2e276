"""When a piece that is asked for now can be in another store: the calendar, cut-offs, open days."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction

from inventory.models import Location, TransferRoute
from inventory.selectors.availability import availability
from inventory.selectors.calendar import arrival, working_day
from inventory.selectors.stores import at_stores
from omni.lib import kept
from omni.lib.clock import now
from staff.models import Closure, OpeningHours, Store
from tests.stock import a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db

MELBOURNE = dt.timezone(dt.timedelta(hours=10))  # in winter
MONDAY, TUESDAY, WEDNESDAY = dt.date(2027, 6, 7), dt.date(2027, 6, 8), dt.date(2027, 6, 9)
FRIDAY, SATURDAY, NEXT_MONDAY = dt.date(2027, 6, 11), dt.date(2027, 6, 12), dt.date(2027, 6, 14)


def a_route(source="melbourne", to="sydney", **more) -> TransferRoute:
    kept.forget()
    return TransferRoute.objects.create(
        source=Location.objects.get(code=source), destination=Location.objects.get(code=to), **more
    )


def at_sydney(item, day: dt.date, clock: str, *, staff=False):
    """What Sydney can say of it at this time in Melbourne."""
    moment = dt.datetime.combine(day, dt.time.fromisoformat(clock), MELBOURNE)
    kept.forget()
    with time_machine.travel(moment, tick=False):
        one = availability([item.pk])[item.pk]
        (line,) = at_stores(one, [Store.objects.get(slug="sydney")], staff=staff)
        return line


@pytest.fixture
def far(sydney, melbourne):
    """A stone in Melbourne."""
    return a_stone(at=a_place("melbourne"))


@pytest.mark.parametrize(
    ("asked", "clock", "on", "by"),
    [
        (MONDAY, "13:59", TUESDAY, dt.time(14)),
        (MONDAY, "14:00", WEDNESDAY, None),
        (FRIDAY, "09:00", NEXT_MONDAY, dt.time(14)),
        (FRIDAY, "15:00", dt.date(2027, 6, 15), None),
        (SATURDAY, "09:00", dt.date(2027, 6, 15), None),
    ],
)
def test_leaves_the_same_day_until_the_cut_off(far, asked, clock, on, by):
    a_route(days=1, cutoff=dt.time(14))

    line = at_sydney(far, asked, clock)

    assert (line.kind, line.on, line.by) == ("way", on, by)


def test_leaves_on_its_days_only(far):
    a_route(days=2, leaves_on=[1, 4], cutoff=dt.time(12))  # Tuesdays and Fridays

    assert at_sydney(far, MONDAY, "09:00").on == dt.date(2027, 6, 10)
    assert at_sydney(far, TUESDAY, "11:59").on == dt.date(2027, 6, 10)
    assert at_sydney(far, TUESDAY, "12:00").on == dt.date(2027, 6, 15)


def test_the_cut_off_is_the_sources_own_time(far, perth):
    """2 pm in Melbourne is noon in Perth: a stone from there still leaves."""
    Location.objects.filter(code="perth").update(zone="Australia/Perth")
    item = a_stone(at=Location.objects.get(code="perth"))
    a_route("perth", days=1, cutoff=dt.time(14))

    assert at_sydney(item, MONDAY, "15:00").on == TUESDAY
    assert at_sydney(item, MONDAY, "16:00").on == WEDNESDAY


def test_a_pair_of_places_without_a_route_takes_the_sources_own_days(far):
    Location.objects.filter(code="melbourne").update(sends_in_days=3)

    line = at_sydney(far, MONDAY, "20:00")

    assert (line.on, line.by, line.note) == (dt.date(2027, 6, 10), None, "")


def test_arrives_on_a_day_on_which_the_store_opens(far, sydney):
    a_route(days=1)
    Closure.objects.create(store=sydney, on=TUESDAY, reason="Public holiday")
    OpeningHours.objects.filter(store=sydney, weekday=2).delete()

    assert at_sydney(far, MONDAY, "09:00").on == dt.date(2027, 6, 10)


def test_a_store_without_hours_waits_for_no_day(far, sydney):
    a_route(days=1)
    OpeningHours.objects.filter(store=sydney).delete()

    assert at_sydney(far, MONDAY, "09:00").on == TUESDAY


def test_of_several_places_the_soonest_sends_it(far, perth):
    rings = a_setting(at=a_place("melbourne"))
    from inventory.actions.receive import ReceiveLine, receive_stock
    from tests.stock import TEST

    receive_stock(lines=[ReceiveLine(rings, a_place("perth"), 1)], cause="test", actor=TEST)
    a_route("melbourne", days=5)
    a_route("perth", days=2)

    line = at_sydney(rings, MONDAY, "09:00")

    assert (line.on, line.place.city) == (WEDNESDAY, "Perth")


def test_says_the_day_as_people_say_it(far):
    a_route(days=1)
    line = at_sydney(far, MONDAY, "09:00")

    assert (line.word, line.note) == ("Can be here tomorrow", "if you ask by 2 pm")
    TransferRoute.objects.update(days=3)
    assert at_sydney(far, MONDAY, "09:00").word == "Can be here Thursday"
    TransferRoute.objects.update(days=9)
    assert at_sydney(far, MONDAY, "09:00").word == "Can be here Friday 18 June"


def test_costs_no_query_once_the_calendar_is_known(far, sydney, django_assert_num_queries):
    a_route(days=1)
    place = availability([far.pk])[far.pk].places[0]
    arrival(place, sydney, now())

    with django_assert_num_queries(0):
        arrival(place, sydney, now())


@pytest.mark.parametrize("wrong", [[], [7], [0, 9]])
def test_a_route_leaves_on_days_of_the_week(far, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_route(leaves_on=wrong)


def test_working_days_pass_over_the_weekend():
    assert working_day(FRIDAY, 1) == NEXT_MONDAY
    assert working_day(FRIDAY, 0) == FRIDAY
