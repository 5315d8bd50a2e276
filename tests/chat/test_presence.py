import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.cast import a_browser, a_user
from tests.chat.scenes import on_shift

NIGHT = dt.datetime(2026, 3, 6, 20, 41, tzinfo=ZoneInfo("Australia/Sydney"))


@pytest.fixture(autouse=True)
def tonight():
    with time_machine.travel(NIGHT, tick=False):
        yield


def line() -> str:
    import re

    html = a_browser().get("/chat/presence/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_two_are_named_with_the_time_until_when(hana, sydney):
    ravi = a_user("Ravi Pillai", "desk", None)
    on_shift(hana, NIGHT - dt.timedelta(minutes=41), 2)
    on_shift(ravi, NIGHT - dt.timedelta(minutes=41), 2)

    assert line() == "Hana and Ravi are online until 10 pm"


def test_one_is_online(hana, sydney):
    on_shift(hana, NIGHT - dt.timedelta(minutes=41), 2)

    assert line() == "Hana is online until 10 pm"


def test_more_than_two_are_counted(hana, marcus, ana, sydney):
    for one in (hana, marcus, ana):
        on_shift(one, NIGHT - dt.timedelta(minutes=41), 2)

    assert line().endswith("and 2 others are online until 10 pm")


def test_nobody_there_it_says_when_somebody_is_again(marcus, sydney):
    on_shift(marcus, NIGHT + dt.timedelta(hours=12, minutes=19), 8, sydney)

    assert line() == "We answer again at 9:30 am tomorrow"


def test_without_hours_it_promises_nothing(db):
    assert line() == "Leave us a question"
