"""A container's question about its own process: exits 0 when it is well.

`python -m omni.lib.healthy URL` asks a page; `… worker`, `urgent` or `beat` looks for the sign of
life that the process of this host left in Redis. It loads no application, so it costs little.
"""

import os
import socket
import sys
import urllib.error
import urllib.request

import redis

from omni.lib import pulse

PATIENCE = 3.0  # seconds
SILENT_AFTER = 30.0


def problem(what: str) -> str:
    """Why it isn't well; empty when it is."""
    if what.startswith("http://"):
        try:
            with urllib.request.urlopen(what, timeout=PATIENCE):
                return ""
        except (urllib.error.URLError, OSError) as error:
            return f"{what}: {error}"
    name = what if what == "beat" else f"{what}@{socket.gethostname()}"
    try:
        age = pulse.ages(pulse.client(os.environ["REDIS_URL"]), [name])[name]
    except redis.RedisError as error:
        return f"{name}: Redis can't be reached ({error})."
    if age is None or age > SILENT_AFTER:
        return f"{name}: no sign of life" + (f" for {age:.0f} s." if age is not None else ".")
    return ""


if __name__ == "__main__":
    if why := problem(sys.argv[1]):
        sys.exit(why)
