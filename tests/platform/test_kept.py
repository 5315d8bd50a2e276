"""What a process keeps for a while is the same object, asked for again when it is old."""

import time_machine

from omni.lib.kept import forget, kept


def test_is_asked_once_and_again_when_it_is_old():
    asked = []

    @kept(seconds=60)
    def stores() -> list[str]:
        asked.append(1)
        return ["Sydney"]

    with time_machine.travel(0) as clock:
        first = stores()
        clock.shift(59)
        assert stores() is first
        clock.shift(1)
        assert stores() == first
        assert stores() is not first
    assert len(asked) == 2


def test_what_is_forgotten_is_asked_again():
    answers = iter(["before", "after"])

    @kept(seconds=60)
    def brand() -> str:
        return next(answers)

    assert brand() == "before"
    forget()
    assert brand() == "after"


def test_nothing_is_kept_of_a_question_that_failed():
    answers = iter([ZeroDivisionError(), "there"])

    @kept(seconds=60)
    def brand() -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    try:
        brand()
    except ZeroDivisionError:
        assert brand() == "there"
