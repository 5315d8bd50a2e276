"""Named places where the test suite may stop or kill this process; elsewhere they do nothing.

`OMNI_FAILPOINTS="name=kill,other=sleep:2,third=raise"` is read in test mode only.
"""

import os
import signal
import time

from django.conf import settings


class Failed(RuntimeError):
    """What a failpoint raises when told to."""


def _plan() -> dict[str, str]:
    pairs = (part.split("=", 1) for part in settings.FAILPOINTS.split(",") if "=" in part)
    return dict(pairs)


def failpoint(name: str) -> None:
    """Do what the plan says for this name: nothing, `kill` (-9 self), `sleep:SECONDS`, `raise`."""
    if not settings.FAILPOINTS:
        return
    deed = _plan().get(name, "")
    if deed == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif deed.startswith("sleep:"):
        time.sleep(float(deed.partition(":")[2]))
    elif deed == "raise":
        raise Failed(name)
