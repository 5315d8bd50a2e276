"""How fast a supplier's list comes in."""

import csv
import gzip
import json
import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from ..bench import RUNS, Bench
from ..data import ROOT, STONES
from ..figures import Figure, Run
from ..registry import figure, measures

ROWS = 100_000
REAL = ROOT / "inventory" / "data" / "diamonds.csv.gz"


@measures("import_rows_per_s")
def import_list(bench: Bench) -> Iterator[Figure]:
    """CSVs of 100,000 rows with ledger, validation and history, one after another."""
    file = bench.server.var / "list.csv"
    write_list(file)
    with bench.house(STONES) as house:
        runs = []
        for n in range(RUNS):
            told = json.loads(house.run("-m", "bench.importing", str(file), f"L{n}"))
            runs.append(Run(told["rows"] / told["seconds"]))
        yield figure("import_rows_per_s", "rows/s", runs)


def write_list(file: Path) -> None:
    """The real rows over and over, each with another price."""
    dice = random.Random(1)
    with gzip.open(REAL, "rt", newline="") as real, file.open("w", newline="") as new:
        rows = list(csv.DictReader(real))
        writer = csv.DictWriter(new, rows[0].keys())
        writer.writeheader()
        for row in islice(cycle(rows), ROWS):
            price = round(float(row["price"]) * dice.uniform(0.9, 1.1))
            writer.writerow(row | {"price": price})
