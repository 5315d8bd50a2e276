"""What a million stones cost a search that 54,500 don't: both shops open, run by run."""

from collections.abc import Callable, Iterator

from ..bench import CLIENTS, RUNS, Bench
from ..data import MILLION, STONES
from ..figures import Figure, interleaved
from ..queries import searches
from ..registry import figure, measures
from ..visitors import Visitors, while_stock_changes


@measures("search_growth")
def search_growth(bench: Bench) -> Iterator[Figure]:
    """Milliseconds of one of eight visitors for a page, a million beside 54,500."""
    with bench.house(MILLION, number=1) as large, bench.house(STONES) as small:
        among_million = while_stock_changes(large)(Visitors(large, searches))
        among_few = while_stock_changes(small)(Visitors(small, searches))
        (runs,) = interleaved(RUNS, per_page(among_few), per_page(among_million))
        yield figure("search_growth", "ms/page", runs)


def per_page(rate: Callable[[int], float]) -> Callable[[int], float]:
    return lambda number: CLIENTS * 1000 / rate(number)
