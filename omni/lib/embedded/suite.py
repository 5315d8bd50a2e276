"""The whole suite: most of it in as many processes as there are cores, each with its own servers.

Then, by themselves, the tests marked `alone`. What both did is added up, so that no test is lost
between them; tests/shares.py is the other side of this.
"""

import json
import os
import sys
from contextlib import ExitStack
from pathlib import Path

from omni.lib.embedded.child import run
from omni.lib.embedded.slots import ROOT, Slot, free_slot

MOST = 4  # processes; each has a PostgreSQL and a browser beside it
PYTEST = [sys.executable, "-m", "pytest", "-p", "tests.shares"]
ALONE = ["-m", "alone", "--reuse-db"]
SOME_FAILED, NONE_CHOSEN = 1, 5
# Tests that exist of those asked for, and that passed, failed, skipped; files nobody looked into.
Tally = dict[str, int]


def run_suite(arguments: list[str]) -> int:
    """Exit status 0 only if every test ran and neither a test nor pytest itself failed."""
    with ExitStack() as stack:
        slots = [stack.enter_context(free_slot()) for _ in range(processes())]
        environ = _environment(slots)
        note, tallies, worst = Path(environ["OMNI_TEST_TALLY"]), [], 0
        for part in (together(len(slots)), ALONE):
            note.unlink(missing_ok=True)
            status = run([*PYTEST, *part, *arguments], environ, ROOT)
            if status not in {0, SOME_FAILED, NONE_CHOSEN}:
                return status
            worst = SOME_FAILED if status == SOME_FAILED else worst
            tallies.append(json.loads(note.read_text()))
    return close(*tallies) or worst


def processes() -> int:
    """Servers that the environment names cannot be shared: then one process uses them."""
    if os.environ.get("DATABASE_URL") or os.environ.get("REDIS_URL"):
        return 1
    return int(os.environ.get("OMNI_TEST_PROCESSES") or min(MOST, os.cpu_count() or 1))


def together(count: int) -> list[str]:
    """Whoever has nothing left takes half of what another still has to do."""
    spread = ["-n", str(count), "--dist", "worksteal", "--max-worker-restart", "0"]
    return ["-m", "not alone", "--create-db", *(spread if count > 1 else [])]


def close(beside: Tally, alone: Tally) -> int:
    """Says what ran, and answers the exit status."""
    total = {name: beside[name] + alone[name] for name in ("passed", "failed", "skipped")}
    ran, whole = sum(total.values()), beside["whole"]
    sys.stdout.write(f"{ran} of {whole} tests ran, {_ran(alone)} of them by themselves.\n")
    sys.stdout.write("{passed} passed, {failed} failed, {skipped} skipped\n".format(**total))
    if lost := max(beside["lost"], alone["lost"]):
        sys.stdout.write(f"{lost} files were left out, and nobody knows what is in them.\n")
    all_ran = ran == whole == alone["whole"] and ran and not lost
    return 0 if all_ran and not total["failed"] else SOME_FAILED


def _ran(tally: Tally) -> int:
    return tally["passed"] + tally["failed"] + tally["skipped"]


def _environment(slots: list[Slot]) -> dict[str, str]:
    """The first slot's, all of them to choose from, and where to note what was done."""
    first = slots[0].environ
    return {
        **os.environ,
        **first,
        "OMNI_TEST_SHARES": json.dumps([dict(slot.environ) for slot in slots]),
        "OMNI_TEST_TALLY": str(Path(first["OMNI_VAR"]) / "tally.json"),
    }
