"""A list of stones comes in whole, with every bad row reported and every piece in the ledger."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.db import connection

from inventory.actions.import_stones import import_stones
from inventory.events import StockChanged
from inventory.lists.diamonds import FILE, read_diamonds, stone_of
from inventory.lists.errors import UnreadableList
from inventory.lists.rows import Problem
from inventory.lists.table import count_lines
from inventory.models import (
    GradingReport,
    Import,
    ImportProblem,
    Item,
    Listing,
    Product,
    StockMovement,
    StockRecord,
    Stone,
)
from omni.lib import events
from omni.lib.actors import system
from tests.stock import a_place

TEST = system("test")
CELLS = {
    "carat": "1.52", "cut": "Premium", "color": "E", "clarity": "VS1", "depth": "61.4",
    "table": "57", "price": "21480", "x": "7.38", "y": "7.41", "z": "4.54",
}  # fmt: skip


def bring_in(rows, **more) -> Import:
    place = a_place("warehouse", "warehouse")
    return import_stones(
        rows=rows, source="test list", actor=TEST, **({"placing": lambda row: place} | more)
    )


def rows(count: int) -> list:
    return [stone_of(line, CELLS) for line in range(2, 2 + count)]


def problems(run: Import) -> list[tuple]:
    return list(run.problems.values_list("line", "column", "value", "reason"))


@pytest.mark.django_db
def test_a_stone_is_there_with_report_ledger_and_listing():
    run = bring_in(rows(1))

    item = Item.objects.get()
    assert (item.sku, item.title, item.price) == (
        "TD-000001", "1.52 ct round, E VS1", Decimal("21480.00"),
    )  # fmt: skip
    assert (item.is_serial, item.is_listed, item.is_demo) == (True, True, True)
    assert (item.currency, item.tax_rate) == ("AUD", Decimal("0.1000"))
    assert item.product.name == "Round brilliant diamond"
    assert (item.stone.source_cut, item.stone.get_cut_display()) == ("Premium", "Very good")
    assert item.stone.polish is None
    assert "crown_angle" in item.stone.typical
    report = item.stone.report
    assert (report.lab, report.number, report.is_demo) == ("DEMO", "DEMO-000001", True)
    record = item.records.get()
    assert (record.on_hand, record.claimed, record.lot.ownership) == (1, 0, "owned")
    movement = record.movements.get()
    assert (movement.delta, movement.reason) == (1, "received")
    assert (movement.actor, movement.cause) == ("system:test", f"import:{run.public_id}")
    assert (item.listing.carat, item.listing.price, item.listing.state) == (152, 2_148_000, 1)
    assert item.listing.place == record.location_id


@pytest.mark.django_db
def test_one_bad_row_never_stops_the_others():
    good, bad = rows(2), [Problem(9, "z", "0", "is 0"), Problem(9, "x", "", "is empty")]

    run = bring_in([good[0], bad, good[1]])

    assert (run.rows_read, run.rows_taken, run.rows_refused) == (3, 2, 1)
    assert run.state == Import.State.DONE
    assert problems(run) == [(9, "z", "0", "is 0"), (9, "x", "", "is empty")]
    assert Item.objects.count() == 2


@pytest.mark.django_db
def test_refuses_a_number_or_report_that_is_there_already():
    first, second, third, fourth = rows(4)
    bring_in([first])

    run = bring_in(
        [
            replace(first, line=20, number="DEMO-9"),
            replace(second, line=21, number=first.number),
            third,
            replace(third, line=23, number="DEMO-10"),
            fourth,
        ]
    )

    assert problems(run) == [
        (20, "sku", "TD-000001", "this stock number is there already"),
        (21, "number", "DEMO DEMO-000001", "this report is there already"),
        (23, "sku", "TD-000003", "this stock number is there already"),
    ]
    assert (run.rows_taken, run.rows_refused) == (2, 3)
    assert StockMovement.objects.count() == Item.objects.count() == 3


@pytest.mark.django_db
def test_a_stone_without_a_report_has_none():
    bring_in([replace(row, lab="", number="") for row in rows(2)])

    assert Item.objects.count() == 2
    assert not GradingReport.objects.exists()


@pytest.mark.django_db
def test_html_in_a_cell_is_just_text():
    attack = "<script>alert(1)</script>"
    [named] = rows(1)

    run = bring_in([replace(named, number=attack[:24]), stone_of(5, CELLS | {"color": attack})])

    assert GradingReport.objects.get().number == attack[:24]
    assert problems(run) == [(5, "color", attack, "a word we don't know")]


@pytest.mark.django_db
def test_text_that_no_column_keeps_is_a_problem_of_its_row():
    long, control, good = rows(3)

    run = bring_in(
        [
            replace(long, sku="T" * 41),
            replace(control, number="D\0EMO"),
            [Problem(9, "cut", "a\0b" * 100, "a word we don't know")],
            good,
        ]
    )

    assert [(line, column, reason) for line, column, _, reason in problems(run)] == [
        (2, "sku", "longer than 40 characters"),
        (3, "number", "has control characters"),
        (9, "cut", "a word we don't know"),
    ]
    assert Item.objects.get().sku == good.sku


@pytest.mark.django_db
def test_tells_the_apps_above_once_and_the_caller_after_each_batch(monkeypatch):
    heard, seen = [], []
    monkeypatch.setattr("inventory.actions.import_stones.BATCH", 4)
    monkeypatch.setitem(events._handlers, StockChanged, [heard.append])

    bring_in(rows(10), progress=seen.append)

    assert seen == [4, 8, 10]
    assert [sorted(event.item_ids) for event in heard] == [
        sorted(Item.objects.values_list("id", flat=True))
    ]


@pytest.mark.django_db
def test_an_empty_list_is_a_run_without_rows():
    run = bring_in([])

    assert (run.rows_read, run.state) == (0, Import.State.DONE)


@pytest.mark.django_db(transaction=True)
def test_a_list_that_breaks_off_leaves_nothing(monkeypatch):
    monkeypatch.setattr("inventory.actions.import_stones.BATCH", 2)

    def breaking():
        yield from rows(5)
        raise UnreadableList("cut off")

    with pytest.raises(UnreadableList):
        bring_in(breaking())

    assert not Import.objects.exists()
    assert not Item.objects.exists()
    assert not StockMovement.objects.exists()


KILLED = """
import django; django.setup()
from inventory.actions.import_stones import import_stones
from inventory.lists.diamonds import read_diamonds
from inventory.models import Location
from omni.lib.actors import system
place = Location.objects.get()
import_stones(rows=read_diamonds(), source="killed", placing=lambda row: place, actor=system("t"))
"""


@pytest.mark.django_db(transaction=True)
def test_a_kill_in_the_middle_leaves_no_half():
    a_place("warehouse", "warehouse")
    here = urlsplit(os.environ["DATABASE_URL"])
    environ = os.environ | {
        "OMNI_MODE": "test",
        "OMNI_FAILPOINTS": "import.batch=kill",
        "DATABASE_URL": here._replace(path="/" + connection.settings_dict["NAME"]).geturl(),
    }

    done = subprocess.run([sys.executable, "-c", KILLED], env=environ, timeout=120, check=False)

    assert done.returncode == -signal.SIGKILL
    assert not Import.objects.exists()
    assert not Item.objects.exists()


@pytest.mark.alone
@pytest.mark.django_db
def test_the_real_list_comes_in_whole_at_2000_rows_a_second():
    assert count_lines(FILE) == 53_940
    started = time.monotonic()

    run = bring_in(read_diamonds())

    rate = run.rows_read / (time.monotonic() - started)
    sys.stderr.write(f"\nimport: {rate:,.0f} rows/s\n")
    assert rate >= 2_000
    assert (run.rows_read, run.rows_taken, run.rows_refused) == (53_940, 53_868, 72)
    found = ImportProblem.objects.filter(run=run)
    zero = found.filter(reason="is 0").values_list("line", flat=True).distinct()
    assert list(zero.order_by("line")) == [
        2209, 2316, 4793, 5473, 10169, 11184, 11965, 13603, 15953, 24396, 24522, 26125, 26245,
        27114, 27431, 27505, 27741, 49558, 49559, 51508,
    ]  # fmt: skip
    contradicted = found.filter(reason__startswith="x, y and z make it")
    assert contradicted.values("line").distinct().count() == 51
    assert problems(run).count((48412, "depth", "61.8", "x, y and z make it 619.3 %")) == 1
    assert found.get(column="table").line == 24_934
    for model in (Item, Stone, GradingReport, StockRecord, StockMovement, Listing):
        assert model.objects.count() == 53_868
    assert Product.objects.get().name == "Round brilliant diamond"
    assert not Stone.objects.exclude(polish=None, fluorescence=None, is_lab_grown=None).exists()
