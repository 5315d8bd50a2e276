"""How fast a supplier's list comes in."""

import csv
import gzip
import json
import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from ..bench import RUNS, Bench
from ..client import Broken
from ..data import ROOT, STONES
from ..figures import Figure, Run
from ..registry import figure, measures

ROWS = 100_000
REAL = ROOT / "inventory" / "data" / "diamonds.csv.gz"
HEADER = (
    "Stock #", "Availability", "Shape", "Weight", "Color", "Clarity", "Cut Grade", "Polish",
    "Symmetry", "Fluorescence Intensity", "Measurements", "Lab", "Report #", "RapNet Price",
    "Depth %", "Table %", "Country",
)  # fmt: skip
CUTS = {"Ideal": "EX", "Premium": "VG-EX", "Very Good": "VG", "Good": "G", "Fair": "F"}


@measures("import_rows_per_s")
def import_list(bench: Bench) -> Iterator[Figure]:
    """Lists of 100,000 rows from suppliers who are new, one after another."""
    file = bench.server.var / "list.csv"
    with bench.house(STONES) as house:
        runs = []
        for n in range(RUNS):
            write_list(file, n)
            told = json.loads(house.run("-m", "bench.importing", str(file), f"l{n}"))
            if told["state"] != "done":
                raise Broken(f"the list ended as {told['state']}")
            runs.append(Run(told["rows"] / told["seconds"]))
        yield figure("import_rows_per_s", "rows/s", runs)


def write_list(file: Path, n: int, rows: int = ROWS) -> None:
    """The real stones over and over as a RapNet list, each with another price and report."""
    dice = random.Random(n)
    with gzip.open(REAL, "rt", newline="") as real, file.open("w", newline="") as new:
        stones = list(csv.DictReader(real))
        writer = csv.writer(new)
        writer.writerow(HEADER)
        for number, stone in enumerate(islice(cycle(stones), rows)):
            each = float(stone["price"]) / float(stone["carat"]) * dice.uniform(0.9, 1.1)
            writer.writerow(
                (
                    f"S{number}", "G", "BR", stone["carat"], stone["color"], stone["clarity"],
                    CUTS[stone["cut"]], "EX", "VG", dice.choice(("N", "F", "M")),
                    f"{stone['x']}-{stone['y']}x{stone['z']}", "GIA",
                    2_000_000_000 + n * 1_000_000 + number, f"{each:.2f}",
                    f"{stone['depth']}%", stone["table"], "India",
                )
            )  # fmt: skip
