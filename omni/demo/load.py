"""Loads Tolland once, step by step; a step that is done is left alone."""

import time
from itertools import islice
from typing import TextIO

from chat.demo.answers import approve_answers
from inventory.actions.import_stones import import_stones
from inventory.demo.jewellery import stock_jewellery
from inventory.demo.places import lay_out_places
from inventory.demo.placing import scattered
from inventory.demo.rings import make_rings
from inventory.demo.settings import stock_settings
from inventory.demo.settle import settle_tables
from inventory.demo.shapes import COUNT, made_up_stones
from inventory.lists.diamonds import FILE, read_diamonds
from inventory.lists.table import count_lines
from inventory.models import Assembly, Import, Item, Location, RingSetting
from omni.lib.actors import system
from omni.lib.clock import now
from staff.demo.cast import hire
from staff.demo.devices import enrol_devices
from staff.demo.machines import connect_machine
from staff.demo.rota import fill_rota
from staff.demo.stores import open_stores

from .progress import Bar

ACTOR = system("demo")
ROUNDS = "diamonds.csv.gz"
SHAPES = "made-up stones in other shapes"


def load(out: TextIO, *, rounds: int | None = None, shapes: int = COUNT) -> None:
    """Whatever of the demo shop isn't there yet; the rota is always filled for a week ahead.

    `rounds` takes only the first rows of the real list, for tests.
    """
    started = time.monotonic()
    stores = open_stores()
    people = hire(stores)
    fill_rota(people, stores, now())
    enrol_devices(stores, people["Ada"])
    connect_machine(people["Ada"])
    approve_answers(people["Hana"], now())
    places = lay_out_places(stores)
    new = [
        _rounds(out, places, rounds),
        _shapes(out, places, shapes),
        _settings(out, places),
        _rings(places),
        _jewellery(out, places),
    ]
    if any(new):
        settle_tables()
        out.write(f"  The demo shop is loaded ({time.monotonic() - started:.0f} s).\n")


def _rounds(out: TextIO, places: dict[str, Location], limit: int | None) -> bool:
    if _came_in(ROUNDS):
        return False
    total = count_lines(FILE) if limit is None else limit
    run = import_stones(
        rows=islice(read_diamonds(FILE), limit),
        source=ROUNDS,
        placing=scattered(places, seed=2008),
        actor=ACTOR,
        progress=Bar(out, "Real round stones", total),
    )
    out.write(f"  {run.rows_refused} rows can’t be true and were left out, see inventory/data.\n")
    return True


def _shapes(out: TextIO, places: dict[str, Location], count: int) -> bool:
    if _came_in(SHAPES):
        return False
    import_stones(
        rows=made_up_stones(count),
        source=SHAPES,
        placing=scattered(places, seed=7, share=0.5),
        actor=ACTOR,
        progress=Bar(out, "Stones in other shapes", count),
    )
    return True


def _settings(out: TextIO, places: dict[str, Location]) -> bool:
    if RingSetting.objects.exists():
        return False
    total = stock_settings(places=places, actor=ACTOR)
    Bar(out, "Ring settings in all sizes", total)(total)
    return True


def _rings(places: dict[str, Location]) -> bool:
    if Assembly.objects.exists():
        return False
    return make_rings(places=places, actor=ACTOR) > 0


def _jewellery(out: TextIO, places: dict[str, Location]) -> bool:
    if Item.objects.filter(sku__startswith="JW-", is_demo=True).exists():
        return False
    total = stock_jewellery(places=places, actor=ACTOR)
    Bar(out, "Chains, earrings and watches", total)(total)
    return True


def _came_in(source: str) -> bool:
    return Import.objects.filter(source=source, state=Import.State.DONE).exists()
