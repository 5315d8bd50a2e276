"""What two web workers keep in memory once they have served a while."""

from collections.abc import Iterator
from functools import partial

from .. import peers
from ..bench import RUNS, Bench
from ..data import STONES
from ..figures import Figure, Run
from ..memory import megabytes
from ..queries import pages, searches
from ..registry import figure, measures
from ..visitors import Visitors
from .pages import SKUS


@measures("web_memory_mb", "web_memory_vs_oscar")
def web_memory(bench: Bench) -> Iterator[Figure]:
    """Resident memory, summed over both."""
    with bench.house(STONES) as house:
        skus = [sku for sku, _ in house.rows(SKUS)]
        everywhere = [Visitors(house, searches), Visitors(house, partial(pages, skus))]
        runs = []
        for n in range(RUNS):
            for each in everywhere:
                each.load(n, 2)
            runs.append(Run(megabytes(house.processes["web"].popen.pid)))
        yield figure("web_memory_mb", "MB", runs)
        yield from peers.beside("web_memory_vs_oscar", "MB", runs)
