"""How long a store is open, in its own time."""

import datetime as dt

import pytest

from staff.models import Closure, OpeningHours
from staff.selectors.opening import opening_line, stores_with_hours

# 2 March 2026 is a Monday; Sydney is at UTC+11 then.
MONDAY = dt.date(2026, 3, 2)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """That hour in Sydney, `day` days after Monday."""
    local = dt.datetime.combine(MONDAY + dt.timedelta(days=day), dt.time(hour, minute), dt.UTC)
    return local - dt.timedelta(hours=11)


@pytest.fixture
def store(sydney):
    OpeningHours.objects.filter(store=sydney, weekday=3).update(closes=dt.time(21))
    OpeningHours.objects.filter(store=sydney, weekday=6).delete()
    return stores_with_hours()[0]


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (at(0, 10), "Open until 5:30 pm, Thursday until 9 pm"),
        (at(3, 10), "Open until 9 pm"),
        (at(4, 17, 29), "Open until 5:30 pm, Thursday until 9 pm"),
        (at(0, 8), "Closed now, opens at 9:30 am"),
        (at(0, 17, 30), "Closed now, opens tomorrow at 9:30 am"),
        (at(5, 20), "Closed now, opens Monday at 9:30 am"),
    ],
)
def test_says_until_when_or_when_again(store, moment, says):
    assert opening_line(store, moment) == says


def test_a_holiday_is_closed(sydney):
    Closure.objects.create(store=sydney, on=MONDAY, reason="Labour Day")

    line = opening_line(stores_with_hours()[0], at(0, 10))

    assert line == "Closed now, opens tomorrow at 9:30 am"


def test_a_store_without_hours_says_so(sydney):
    OpeningHours.objects.all().delete()

    assert opening_line(stores_with_hours()[0], at(0, 10)) == "Closed this week"


def test_all_stores_cost_three_queries(sydney, melbourne, django_assert_num_queries):
    with django_assert_num_queries(3):
        for store in stores_with_hours():
            opening_line(store, at(0, 10))
