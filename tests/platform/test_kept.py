"""What a process keeps for a while is the same object, asked for again when it is old."""

from itertools import count

from omni.lib import kept as memory
from omni.lib.kept import forget, kept


def test_is_asked_once_and_again_when_it_is_old(monkeypatch):
    seconds, asked = [0.0], count()
    monkeypatch.setattr("omni.lib.kept.time.monotonic", lambda: 1000 + seconds[0])

    @kept(seconds=60)
    def stores() -> int:
        return next(asked)

    found = []
    for seconds[0] in (0, 59.9, 60, 61, 119.9, 120):
        found.append(stores())

    assert found == [0, 0, 1, 1, 1, 2]


def test_keeps_one_answer_for_each_question_until_it_is_old(monkeypatch):
    seconds, asked = [0.0], []
    monkeypatch.setattr("omni.lib.kept.time.monotonic", lambda: 1000 + seconds[0])
    forget()

    @kept(seconds=60)
    def hours(day: str) -> str:
        asked.append(day)
        return f"{day} until 6"

    assert [hours("Monday"), hours("Tuesday"), hours("Monday")] == [
        "Monday until 6", "Tuesday until 6", "Monday until 6",
    ]  # fmt: skip
    assert asked == ["Monday", "Tuesday"]
    seconds[0] = 61
    hours("Wednesday")
    assert [key[1] for key in memory._kept] == [("Wednesday",)]


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
