"""Many buyers for ten pieces, over web, till and API: how many are sold, and how soon all know."""

from collections import Counter
from collections.abc import Iterator

from .. import peers
from ..bench import RUNS, Bench, RefQ
from ..buyers import Buyers
from ..client import Broken, burst
from ..data import STONES
from ..figures import Figure, Run
from ..hands import Hand
from ..house import House
from ..pieces import PIECES
from ..registry import figure, measures

FEW, MANY = 50, 500
# Sold on the web or at the till, held by a machine, and told that it is gone.
TOOK, MACHINE_TOOK, GONE = 302, 201, 409


@measures(
    "contention_sold", "contention_oversold", "contention_refused_free", "contention_50_s",
    "contention_500_s", "contention_vs_oscar",
)  # fmt: skip
def contention(bench: Bench) -> Iterator[Figure]:
    """In demo mode, as production knows no payment that moves no money; all else is the same."""
    demo = {"OMNI_MODE": "demo", "OMNI_PAYMENT_PROVIDER": "rehearsal"}
    with bench.house(STONES, **demo) as house:
        reference, pieces = RefQ(house), house.hand("bench.pieces")
        buyers, taken, seconds = Buyers(bench.people(house)), [], {FEW: [], MANY: []}
        baselines = []
        one_round(house, pieces, buyers, FEW, 0)
        for n in range(RUNS):
            baselines.append(reference.rate(n, 2))
            for crowd in (FEW, MANY):
                sold, took = one_round(house, pieces, buyers, crowd, crowd + n)
                taken.append(sold)
                seconds[crowd].append(took)
        yield figure("contention_sold", "pieces", [Run(n) for n in taken])
        yield figure("contention_oversold", "pieces", [Run(max(0, n - PIECES)) for n in taken])
        yield figure("contention_refused_free", "pieces", [Run(max(0, PIECES - n)) for n in taken])
        yield figure("contention_50_s", "s", map(Run, seconds[FEW]))
        yield figure("contention_500_s", "s", map(Run, seconds[MANY]))
        runs = list(map(Run, seconds[FEW], baselines))
        yield from peers.beside("contention_vs_oscar", "s", runs)


def one_round(
    house: House, pieces: Hand, buyers: Buyers, crowd: int, number: int
) -> tuple[int, float]:
    """Pieces taken, and the seconds until the last buyer was answered.

    What they were told and what the books say must agree.
    """
    thing = pieces.ask("lay", number=number)
    statuses, seconds = burst(house.web, buyers.requests(thing, crowd))
    told, books = Counter(statuses), pieces.ask("count", sku=thing["sku"])
    taken = books["sold"] + books["held"]
    sums = (told[TOOK], told[MACHINE_TOOK], books["on_hand"], books["claimed"])
    if told.total() != sum(told[each] for each in (TOOK, MACHINE_TOOK, GONE)):
        raise Broken(f"{crowd} buyers heard {dict(told)}")
    if sums != (books["sold"], books["held"], PIECES - books["sold"], books["held"]):
        raise Broken(f"{crowd} buyers heard {dict(told)}, and the books say {books}")
    return taken, seconds
