import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from staff.models import Closure, OpeningHours, Shift
from staff.selectors.hours import answering, is_open, next_answer
from tests.chat.scenes import on_shift

SYDNEY, PERTH = ZoneInfo("Australia/Sydney"), ZoneInfo("Australia/Perth")


def at(day: int, hour: int, minute: int = 0, zone=SYDNEY) -> dt.datetime:
    """A moment of March 2026; the 2nd is a Monday."""
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=zone)


def test_the_desk_answers_while_its_shift_lasts(hana):
    on_shift(hana, at(2, 18), 4)

    assert [one.user for one in answering(at(2, 20))] == [hana]
    assert answering(at(2, 20))[0].ends_at == at(2, 22)
    assert answering(at(2, 22)) == []
    assert answering(at(2, 17, 59)) == []


def test_the_floor_answers_while_the_store_is_open(marcus, sydney):
    on_shift(marcus, at(2, 9), 10, sydney)

    assert answering(at(2, 9, 15)) == []
    assert [one.user for one in answering(at(2, 9, 30))] == [marcus]
    assert answering(at(2, 17, 30)) == []
    assert next_answer(at(2, 9, 15)).starts_at == at(2, 9, 30)


def test_nobody_answers_from_a_closed_store(marcus, sydney):
    Closure.objects.create(store=sydney, on=dt.date(2026, 3, 2), reason="Public holiday")
    on_shift(marcus, at(2, 9), 8, sydney)

    assert answering(at(2, 11)) == []
    assert not is_open(sydney, at(2, 11))
    assert is_open(sydney, at(3, 11))


def test_next_is_who_begins_first(hana, marcus, sydney):
    on_shift(hana, at(3, 18), 4)
    on_shift(marcus, at(3, 9), 8, sydney)

    coming = next_answer(at(2, 23))

    assert (coming.user, coming.starts_at) == (marcus, at(3, 9, 30))


def test_a_shift_that_starts_this_second_has_begun(hana):
    on_shift(hana, at(2, 18), 4)

    assert answering(at(2, 18))[0].user == hana


def test_without_a_rota_the_next_opening_counts(sydney):
    coming = next_answer(at(2, 23))

    assert (coming.user, coming.store, coming.starts_at) == (None, sydney, at(3, 9, 30))


def test_hours_are_local_to_each_store(sydney, perth):
    OpeningHours.objects.filter(store=sydney).delete()

    assert next_answer(at(2, 5, 0)).starts_at == at(2, 9, 30, zone=PERTH)


def test_the_clock_change_moves_the_opening_with_it(sydney):
    """Summer time ends on Sunday 5 April 2026: 9:30 is then 23:30 UTC of the day before."""
    before = next_answer(dt.datetime(2026, 4, 3, 12, tzinfo=dt.UTC)).starts_at
    after = next_answer(dt.datetime(2026, 4, 4, 12, tzinfo=dt.UTC)).starts_at

    assert before == dt.datetime(2026, 4, 3, 22, 30, tzinfo=dt.UTC)
    assert after == dt.datetime(2026, 4, 4, 23, 30, tzinfo=dt.UTC)


def test_nothing_is_promised_when_there_are_no_hours_at_all(db):
    assert next_answer(at(2, 23)) is None


def test_who_no_longer_works_here_answers_nothing(hana):
    on_shift(hana, at(2, 18), 4)
    hana.is_active = False
    hana.save()

    assert answering(at(2, 20)) == []


def test_three_queries_whatever_the_rota(
    hana, marcus, lucia, melbourne, django_assert_max_num_queries
):
    sydney = marcus.memberships.get().store
    for day in range(2, 9):
        on_shift(hana, at(day, 18), 4)
        on_shift(marcus, at(day, 9), 8, sydney)
        on_shift(lucia, at(day, 9), 8, melbourne)

    with django_assert_max_num_queries(3):
        assert next_answer(at(2, 23)).user in {marcus, lucia}


@pytest.mark.parametrize("kind", [Shift.Kind.FLOOR, Shift.Kind.DESK])
def test_a_shift_over_midnight_counts_on_both_days(marcus, sydney, kind):
    OpeningHours.objects.create(
        store=sydney, weekday=0, opens=dt.time(18), closes=dt.time(23, 59, 59)
    )
    on_shift(marcus, at(2, 20), 8, sydney if kind == Shift.Kind.FLOOR else None)

    assert answering(at(2, 23))
    assert bool(answering(at(3, 1))) == (kind == Shift.Kind.DESK)
