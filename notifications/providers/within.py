"""A total time limit for asking somebody on the network."""

import queue
import threading
from collections.abc import Callable

from .answers import Answer

SECONDS = 10.0


def within(call: Callable[[], Answer], seconds: float = SECONDS) -> Answer:
    """The call's answer, or `unknown` when it took longer; what it still does then is its own."""
    box: queue.Queue[Answer] = queue.Queue()
    threading.Thread(target=lambda: box.put(call()), daemon=True, name="provider").start()
    try:
        return box.get(timeout=seconds)
    except queue.Empty:
        return Answer("unknown", problem=f"No answer within {seconds:g} s.")
