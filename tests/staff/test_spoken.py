import datetime as dt

import pytest

from omni.lib.spoken import clock_time, day, names, stretch, time_and_day


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(9, 30, "9:30 am"), (22, 0, "10 pm"), (12, 0, "noon"), (0, 0, "midnight"), (0, 5, "12:05 am"),
     (13, 5, "1:05 pm")],
)  # fmt: skip
def test_a_time_as_people_say_it(hour, minute, said):
    assert clock_time(dt.time(hour, minute)) == said


@pytest.mark.parametrize(
    ("ahead", "said"),
    [(0, "today"), (1, "tomorrow"), (3, "Thursday"), (7, "Monday 9 March")],
)
def test_a_day_as_people_say_it(ahead, said):
    monday = dt.date(2026, 3, 2)

    assert day(monday + dt.timedelta(days=ahead), monday) == said


def test_later_today_needs_no_day():
    noon = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)

    assert time_and_day(noon.replace(hour=18), noon) == "6 pm"
    assert time_and_day(noon + dt.timedelta(days=1), noon) == "noon tomorrow"


def test_names_in_a_row():
    assert names(["Hana"]) == "Hana"
    assert names(["Hana", "Ravi", "Mei"]) == "Hana, Ravi and Mei"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(38.4, "38 s"), (60, "1 min"), (126, "2 min 6 s"), (3600, "1 h"), (3900, "1 h 5 min")],
)
def test_a_stretch_as_people_say_it(seconds, said):
    assert stretch(dt.timedelta(seconds=seconds)) == said
