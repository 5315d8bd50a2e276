"""Takes a supplier's list in as a worker does: `… FILE SUPPLIER` prints rows and seconds.

Brought, read, compared and applied, with ledger, validation and history; the supplier is new.
"""

import json
import sys
import time
import uuid
from decimal import Decimal
from pathlib import Path

from .hands import django_ready

TERMS = {
    "currency": "USD", "rate": Decimal("1.52"), "margin": Decimal(35), "step": Decimal(10),
    "answers": {"price": "per_carat"},
}  # fmt: skip


def main(file: Path, code: str) -> None:
    django_ready()
    from django.core.files import File

    from inventory.actions.apply_list import apply_list, start_list
    from inventory.actions.bring_list import bring_list
    from inventory.actions.read_list import read_list
    from omni.lib.actors import system

    actor, supplier = system("bench"), _supplier(code)
    started = time.monotonic()
    with file.open("rb") as content:
        run = bring_list(
            supplier=supplier, name=file.name, content=File(content), key=uuid.uuid4(), actor=actor
        )
    _until_at_rest(run, read_list, actor)
    run = start_list(run=run, actor=actor)
    _until_at_rest(run, apply_list, actor)
    seconds = time.monotonic() - started
    told = {"rows": run.rows_read, "taken": run.rows_taken, "seconds": seconds}
    json.dump(told | {"state": run.state}, sys.stdout)


def _until_at_rest(run, step, actor) -> None:
    """Here, or by the shop's own worker where that one was quicker."""
    while run.state in run.WORKING:
        step(run_id=run.pk, actor=actor)
        run.refresh_from_db()
        if run.state in run.WORKING:
            time.sleep(0.05)


def _supplier(code: str):
    from inventory.models import Location, Supplier, SupplierFeed

    supplier = Supplier.objects.create(code=code, name=code)
    place = Location.objects.create(code=f"at-{code}", name=f"At {code}", kind="supplier")
    SupplierFeed.objects.create(supplier=supplier, location=place, **TERMS)
    return supplier


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
