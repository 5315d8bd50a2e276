"""What a peer does of the same, as a share of `ref_q` in the peer's own run: results/peers.json.

A peer is measured with PEERS=1 only. Later figures are set beside what it would do now: its share
of the reference of their own run.
"""

import json
from collections.abc import Iterator

from .figures import Figure, Run
from .registry import figure
from .results import RESULTS

FILE = RESULTS / "peers.json"
# Figure: (the peer's own, whether it grows with the machine's speed or falls).
OF_OSCAR = {
    "search_page_vs_oscar": ("list_page", "rate"),
    "stone_page_vs_oscar": ("product_page", "rate"),
    "contention_vs_oscar": ("contention_50_s", "time"),
    "web_memory_vs_oscar": ("web_memory_mb", "fixed"),
}


def share(kind: str, value: float, ref_q: float) -> float:
    """What is kept of a peer's value: pages per reference page, or reference pages in its time."""
    return {"rate": value / ref_q, "time": value * ref_q, "fixed": value}[kind]


def now(kind: str, kept: float, ref_q: float) -> float:
    """The value that such a share means where the reference makes `ref_q` pages a second."""
    match kind:
        case "rate":
            return kept * ref_q
        case "time":
            return kept / ref_q
    return kept


def known() -> dict:
    return json.loads(FILE.read_text()) if FILE.exists() else {}


def beside(name: str, unit: str, runs: list[Run]) -> Iterator[Figure]:
    """The figure beside the peer; `runs` have `ref_q` as their baseline. None if none is known."""
    own, kind = OF_OSCAR[name]
    oscar = known().get("oscar")
    if oscar is None:
        return
    kept = oscar["figures"][own]["share"]
    yield figure(name, unit, [Run(run.value, now(kind, kept, run.baseline or 0)) for run in runs])
