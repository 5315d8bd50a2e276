"""Named places where the test suite may stop or kill this process; elsewhere they do nothing.

`OMNI_FAILPOINTS="name=kill,other=sleep:2,third=raise"` is read in test mode only. `@FILE` reads
the plan from a file at each place, so that a process that already runs can be armed and disarmed.
"""

import os
import signal
import time
from collections import Counter
from pathlib import Path

from django.conf import settings

_passed: Counter[tuple[str, str]] = Counter()


class Failed(RuntimeError):
    """What a failpoint raises when told to."""


def _text() -> str:
    written = settings.FAILPOINTS
    if not written.startswith("@"):
        return written
    try:
        return Path(written[1:]).read_text()
    except FileNotFoundError:
        return ""


def _deed(name: str) -> str:
    text = _text()
    pairs = (part.strip().split("=", 1) for part in text.split(",") if "=" in part)
    deed = dict(pairs).get(name, "")
    if deed.startswith("kill"):
        _passed[text, name] += 1
        return "kill" if _passed[text, name] >= int(deed.partition(":")[2] or 1) else ""
    return deed


def failpoint(name: str) -> None:
    """Do what the plan says for this name, or nothing.

    `kill` (-9 self), `kill:2` (the second time this process comes by under the same plan),
    `sleep:SECONDS`, `raise`.
    """
    if not settings.FAILPOINTS:
        return
    deed = _deed(name)
    if deed == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif deed.startswith("sleep:"):
        time.sleep(float(deed.partition(":")[2]))
    elif deed == "raise":
        raise Failed(name)
