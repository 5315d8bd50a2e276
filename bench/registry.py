"""Every figure by its name: its target, and the function that measures it.

A measure is a generator of figures; one may give several that are measured together. To add a
figure, name its target here and copy a neighbour in `bench/measures`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .figures import Figure, Run, Target

Measure = Callable[..., Iterator[Figure]]


def least(bound: float) -> Target:
    return Target(bound)


def most(bound: float) -> Target:
    return Target(bound, "≤")


def exactly(bound: float) -> Target:
    """In every run."""
    return Target(bound, "=")


TARGETS: dict[str, Target | None] = {
    "claim_hot": least(0.5),
    "claim_spread": least(0.35),
    "claim_http_p95_ms": most(60),
    "one_query_page_vs_ref_q": least(0.6),
    "search_page_vs_ref_q": least(0.30),
    "search_page_signed_in_vs_ref_q": least(0.25),
    "search_page_vs_oscar": least(50),
    "stone_page_vs_ref_q": least(0.50),
    "stone_page_vs_oscar": least(25),
    "stone_page_with_beacon_vs_ref_q": None,
    "stone_page_queries": most(2),
    "search_growth": most(1.25),
    "contention_sold": exactly(10),
    "contention_oversold": exactly(0),
    "contention_refused_free": exactly(0),
    "contention_50_s": None,
    "contention_500_s": None,
    "contention_vs_oscar": most(0.5),
    "live_fanout_200_p99_ms": most(100),
    "live_fanout_1000_p99_ms": most(500),
    "heal_s": most(15),
    "import_rows_per_s": least(3000),
    "web_memory_mb": None,
    "web_memory_vs_oscar": most(0.8),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure with the names of what it gives."""

    names: tuple[str, ...]
    measure: Measure


ENTRIES: list[Entry] = []


def measures(*names: str) -> Callable[[Measure], Measure]:
    """Registers the function that gives these figures; each is named in `TARGETS`."""
    unknown = set(names) - TARGETS.keys()
    if unknown:
        raise LookupError(f"bench/registry.py doesn't know {sorted(unknown)}")

    def register(measure: Measure) -> Measure:
        ENTRIES.append(Entry(names, measure))
        return measure

    return register


def figure(name: str, unit: str, runs: Iterable[Run]) -> Figure:
    return Figure(name, unit, list(runs), TARGETS[name])


def chosen(only: str) -> list[Entry]:
    """All, or those that give the figure of this name or of names that begin so."""
    found = [each for each in ENTRIES if not only or any(n.startswith(only) for n in each.names)]
    if not found:
        raise LookupError(f"There is no figure {only!r}. There are: {', '.join(sorted(TARGETS))}.")
    return found
