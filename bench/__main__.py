"""`make bench`: runs the measures, prints a line a figure, keeps them, and says what was missed."""

import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path

from omni.lib.embedded.files import allow_many_files
from omni.lib.embedded.refusal import CannotStart

from . import measures  # noqa: F401
from .bench import Bench, RefQ
from .data import ROOT, STONES
from .figures import Figure
from .peer_runs import measure_oscar
from .registry import chosen
from .results import RESULTS, Kept, describe_machine, table
from .server import Server, server

VAR = Path(os.environ.get("OMNI_VAR") or ROOT / "var").resolve() / "bench"


def main() -> int:
    only, with_peers = os.environ.get("ONLY", ""), bool(os.environ.get("PEERS"))
    try:
        entries = chosen(only)
    except LookupError as unknown:
        sys.exit(str(unknown))
    allow_many_files()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    kept = Kept(RESULTS / "latest.jsonl", whole=not only)
    made: list[Figure] = []
    broken = 0
    try:
        with server(VAR) as servers:
            if not only:
                describe(servers)
            if with_peers:
                measure_oscar(Bench(servers))
            for entry in entries:
                began = time.monotonic()
                try:
                    for each in entry.measure(Bench(servers)):
                        say(json.dumps(each.line))
                        made.append(each)
                        kept.add([each])
                except Exception:
                    traceback.print_exc()
                    broken += 1
                note(f"{', '.join(entry.names)}: {time.monotonic() - began:.0f} s")
    except CannotStart as refusal:
        sys.exit(str(refusal))
    say(table(made))
    return 1 if broken else 0


def describe(servers: Server) -> None:
    """The machine, and what our own client costs on it."""
    bench, load_before = Bench(servers), os.getloadavg()[0]
    with bench.house(STONES) as house:
        cost = RefQ(house).load("cost").cpu_us
    facts = describe_machine(servers.version(), cost, load_before)
    (RESULTS / "machine.json").write_text(json.dumps(facts, indent=2) + "\n")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def note(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
