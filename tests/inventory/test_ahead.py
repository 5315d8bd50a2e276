"""What is made ahead comes in order, one at a time, and breaks where it is used."""

import threading

import pytest

from inventory.incoming.ahead import ahead


def test_it_is_the_same_in_the_same_order_by_another_thread():
    made_by = set()

    def things():
        for n in range(5):
            made_by.add(threading.current_thread().name)
            yield n

    assert list(ahead(things())) == [0, 1, 2, 3, 4]
    assert list(ahead([])) == []
    assert made_by == {"ahead_0"}


def test_it_is_only_one_ahead():
    made = []

    def things():
        for n in range(5):
            made.append(n)
            yield n

    used = ahead(things())
    next(used)
    next(used)
    assert len(made) <= 3
    used.close()
    assert len(made) <= 3


def test_what_breaks_there_breaks_here():
    def things():
        yield 1
        raise ValueError("cut off")

    used = ahead(things())

    assert next(used) == 1
    with pytest.raises(ValueError, match="cut off"):
        next(used)
