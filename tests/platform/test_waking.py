"""Threads that a process begins with the first that needs them, and that no request waits for."""

import threading

import pytest

from omni.lib import waking
from omni.lib.publisher import PATIENCE, Publisher
from omni.lib.stale import Stale
from omni.lib.waking import Call, Waker


@pytest.fixture
def full_machine(monkeypatch) -> None:
    """It refuses the first thread that is begun, and no other."""
    start, refused = threading.Thread.start, []

    def start_later(thread: threading.Thread) -> None:
        if not refused:
            refused.append(thread)
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", start_later)


def test_a_thread_that_the_machine_refused_is_begun_by_the_next_call(full_machine, monkeypatch):
    sent = []
    monkeypatch.setattr(waking, "_send", sent.append)
    waker = Waker()
    with pytest.raises(RuntimeError):
        waker.wake(Call("a.task", 1))

    waker.wake(Call("a.task", 2))
    waker.finish()

    assert sent == [Call("a.task", 2)]


class Numbers:
    """What pages show of a number is itself."""

    name, messages = "numbers", list

    @staticmethod
    def groups(keys: set[int]) -> dict[str, int]:
        return {str(key): key for key in keys}


def test_so_is_the_one_that_pushes_what_changed(full_machine):
    sent = []
    stale = Stale(set, sent.extend)
    with pytest.raises(RuntimeError):
        stale.add(Numbers, [1])

    stale.add(Numbers, [2])
    stale.settle(PATIENCE)

    assert sent == [2]


def test_so_is_the_loop_of_the_publisher(full_machine):
    publisher = Publisher()

    async def said() -> str:
        return "said"

    refused = said()
    with pytest.raises(RuntimeError):
        publisher._start(refused)
    refused.close()

    assert publisher._start(said()).result(PATIENCE) == "said"
