"""The thread that wakes workers: one per process, and no request waits for it."""

import threading

import pytest

from omni.lib import waking
from omni.lib.waking import Call, Waker


def test_a_thread_that_the_machine_refused_is_begun_by_the_next_call(monkeypatch):
    sent, start, refused = [], threading.Thread.start, []

    def start_later(thread: threading.Thread) -> None:
        if not refused:
            refused.append(thread)
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(waking, "_send", sent.append)
    monkeypatch.setattr(threading.Thread, "start", start_later)
    waker = Waker()
    with pytest.raises(RuntimeError):
        waker.wake(Call("a.task", 1))

    waker.wake(Call("a.task", 2))
    waker.finish()

    assert sent == [Call("a.task", 2)]
