"""Runs pytest, or one management command, on embedded servers of its own.

`pytest` is bin/test, `suite` is make test and `manage` is bin/dev.
"""

import os
import signal
import sys

from omni.lib.embedded.child import run
from omni.lib.embedded.files import allow_many_files
from omni.lib.embedded.refusal import CannotStart, sentence
from omni.lib.embedded.servers import held, lay_out, running
from omni.lib.embedded.slots import ROOT, VAR, free_slot
from omni.lib.embedded.suite import run_suite


def run_pytest(arguments: list[str]) -> int:
    """Runs pytest in one process; a cluster that was used before keeps its schema."""
    with free_slot() as slot:
        if "--create-db" not in arguments:
            arguments = ["--create-db" if slot.is_new else "--reuse-db", *arguments]
        return run([sys.executable, "-m", "pytest", *arguments], os.environ | slot.environ, ROOT)


def run_manage(arguments: list[str]) -> int:
    """Runs `manage.py` on the servers of `make run`, or starts them for as long as it takes."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    lay_out(VAR)
    if held(VAR):
        return run(command, os.environ, ROOT)
    with running(VAR) as found:
        return run(command, os.environ | found, ROOT)


def main() -> None:
    task = {"pytest": run_pytest, "suite": run_suite, "manage": run_manage}[sys.argv[1]]
    allow_many_files()
    # A shell starts what runs in its background deaf to this, and it would never be ended so.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        status = task(sys.argv[2:])
    except CannotStart as refusal:
        sys.exit(str(refusal))
    except OSError as error:
        sys.exit(sentence(error, VAR))
    sys.exit(status)


if __name__ == "__main__":
    main()
