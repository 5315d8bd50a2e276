"""`make prod-smoke`: starts a production house, walks through it, prints what held."""

import signal
import sys
import time

from tests.smoke.house import Broken, house
from tests.smoke.walk import STEPS


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    failed = 0
    try:
        with house() as made:
            _say("started", f"{time.monotonic() - began:.1f} s", made.url)
            for step in STEPS:
                at = time.monotonic()
                try:
                    said, mark = step(made), "ok"
                except Exception as error:
                    said, mark = f"{type(error).__name__}: {error}", "FAILED"
                    failed += 1
                name = step.__name__.replace("_", " ")
                _say(name, mark, f"{time.monotonic() - at:5.1f} s  {said}")
    except Broken as why:
        sys.stderr.write(f"{why}\n")
        return 1
    left = made.left()
    said = f"still running: {left}" if left else "no process is left"
    _say("stopped", f"{time.monotonic() - began:.1f} s", said)
    return 1 if failed or left else 0


def _say(name: str, mark: str, said: str) -> None:
    sys.stdout.write(f"{name:<40} {mark:<7} {said}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
