"""One command at the terminal, to its end, however it is asked to stop."""

import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path


def run(command: list[str], environ: Mapping[str, str], cwd: Path) -> int:
    """Its exit status, 128 + the signal that ended it.

    A Ctrl-C reaches it from the terminal, a SIGTERM is handed on as one, so that it tidies up. The
    handler is not SIG_IGN, which the next child would inherit.
    """
    child = subprocess.Popen(command, env=dict(environ), cwd=cwd)
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: child.send_signal(signal.SIGINT))
    status = child.wait()
    return status if status >= 0 else 128 - status
