"""Takes a list in by the real action: `… FILE PREFIX` prints rows and seconds.

The demo shop has the same rows, so each gets a number with the prefix.
"""

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from .hands import django_ready


def main(file: Path, prefix: str) -> None:
    django_ready()
    from inventory.actions.import_stones import import_stones
    from inventory.demo.placing import scattered
    from inventory.lists.diamonds import read_diamonds
    from inventory.models import Location
    from omni.lib.actors import system

    places = {place.code: place for place in Location.objects.all()}
    started = time.monotonic()
    rows = (_renumbered(entry, prefix) for entry in read_diamonds(file))
    run = import_stones(
        rows=rows, source=file.name,
        placing=scattered(places, seed=1), actor=system("bench"),
    )  # fmt: skip
    seconds = time.monotonic() - started
    json.dump({"rows": run.rows_read, "taken": run.rows_taken, "seconds": seconds}, sys.stdout)


def _renumbered(entry, prefix: str):
    if isinstance(entry, list):
        return entry
    return replace(entry, sku=f"{prefix}-{entry.line}", number=f"{prefix}-{entry.line}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
