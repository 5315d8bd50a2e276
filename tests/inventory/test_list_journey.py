"""Three suppliers' lists from first to last: compared, taken in, changed, two stones sold, undone.

After each step the database differs in exactly the rows that it should.
"""

import pytest

from inventory.actions.apply_list import apply_list, start_list
from inventory.models import Import, Item, Supplier
from tests.lists import (
    NIVODA,
    RAPNET,
    a_feed,
    a_workbook,
    bring_bytes,
    cells,
    nivoda,
    rapnet,
    text,
    undo,
)
from tests.snapshots import differences, snapshot
from tests.stock import TEST, on_hand, sell

pytestmark = pytest.mark.django_db(transaction=True)
RAPNET_STONES, NIVODA_STONES = 12, 6


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


def apply(run: Import) -> Import:
    start_list(run=run, actor=TEST)
    apply_list(run_id=run.pk, actor=TEST)
    run.refresh_from_db()
    return run


def rapnet_file(**cheaper: str) -> bytes:
    """With a title above, Windows-1252, and prices per carat."""
    rows = [rapnet(n, Country="Österreich", Color="DEFG"[n % 4]) for n in range(1, 13)]
    for n, price in cheaper.items():
        rows[int(n[1:]) - 1]["RapNet Price"] = price
    return text(rows, RAPNET, before="Shine Gems,,\n\n").encode("cp1252")


def nivoda_file(path) -> bytes:
    """A workbook with a cover sheet, prices for the whole stone, one row sold meanwhile."""
    rows = [cells(nivoda(n), NIVODA) for n in range(1, NIVODA_STONES + 1)]
    rows.append(cells(nivoda(9, Availability="Unavailable"), NIVODA))
    sheets = {"Cover": [["Glow Diamonds"]], "Stock": [["As of today"], NIVODA, *rows]}
    return a_workbook(path, sheets).read_bytes()


NASTY = [
    rapnet(31), rapnet(32, Report="2141438201"), rapnet(33, Weight="1000000000"),
    rapnet(34, RapNet_Price="-9000"), rapnet(35, RapNet_Price="=1+1"), rapnet(36, Shape="PS"),
    rapnet(37, Measurements="7.38-7.41"), rapnet(38, Clarity="SI3"), rapnet(39, Lab=""),
    rapnet(40, Treatment="HPHT"), rapnet(41, Color="<script>alert(1)</script>"),
    rapnet(1, Stock="X-1"), rapnet(42, Table="61.90% ", Depth="61.40%"),
]  # fmt: skip


def sku(supplier: str, number: str) -> Item:
    return Item.objects.get(sku=f"{supplier}-{number}")


def test_three_lists_come_change_sell_and_are_undone(tmp_path):
    shine = a_feed("shine", margin=20)
    glow = a_feed("glow", answers={"price": "total"}, rate="1.5")
    nasty = a_feed("nasty", answers={"price": "per_carat", "shape:PS": "pear"})
    empty = snapshot()

    # Compared: the tables say what would change, and nothing has.
    first = bring_bytes(shine, rapnet_file())
    second = bring_bytes(glow, nivoda_file(tmp_path / "n.xlsx"), "n.xlsx")
    assert (first.state, first.counts) == ("ready", {"new": RAPNET_STONES})
    assert (second.state, second.counts) == ("ready", {"new": NIVODA_STONES, "same": 1})
    assert second.form == "sheet Stock, header in line 2"
    assert set(differences(empty)) == {"inventory_lot"}, "only whose the pieces would be"

    # Taken in: so many new pieces, each with all that belongs to it.
    apply(first), apply(second)
    came = differences(empty)
    pieces = RAPNET_STONES + NIVODA_STONES
    for table in ("item", "stone", "gradingreport", "stockrecord", "suppliernumber", "listing"):
        assert list(came.pop(f"inventory_{table}").values()) == ["new"] * pieces, table
    assert len(came.pop("inventory_lot")) == 2
    assert list(came.pop("inventory_product").values()) == ["new"] * 2, "round and oval"
    assert came == {}

    # The nasty list: three rows are stones, one is another supplier's, the rest is refused singly.
    before = snapshot()
    third = bring_bytes(nasty, text(NASTY, RAPNET).encode())
    assert third.counts == {"new": 3, "refused": 9, "protected": 1}
    told = list(third.problems.values_list("line", "column", "reason"))
    assert (
        told
        == [
            (3, "", "line 2 has this report already"),
            (4, "Weight", "more than 500 ct"),
            (5, "RapNet Price", "below zero"),
            (6, "RapNet Price", "not a plain number"),
            (8, "Measurements", "not three measurements such as 7.38-7.41x4.60"),
            (9, "Clarity", "a clarity we don't know"),
            (10, "Lab", "a report number without its laboratory"),
            (11, "Treatment", "a treated stone: those aren't kept here"),
            (12, "Color", "a colour we don't know"),
        ]
        or told
    )
    assert third.rows.get(fate="protected").why == "another supplier offers it"
    apply(third)
    assert set(differences(before).pop("inventory_item").values()) == {"new"}

    # Changed: three prices, two stones gone; two of the stones are sold here before the undo.
    before = snapshot()
    rows = rapnet_file(n1="8000", n2="8000", n3="8000").decode("cp1252").splitlines(True)
    change = bring_bytes(shine, "".join(rows[:-2]).encode("cp1252"))
    assert change.counts == {"changed": 3, "gone": 2, "same": 7}
    apply(change)
    changed = differences(before)
    one, two, three = (sku("SHINE", f"R-{n}") for n in (1, 2, 3))
    gone = [sku("SHINE", f"R-{n}") for n in (11, 12)]
    assert set(changed) == {"inventory_item", "inventory_stockrecord", "inventory_listing"}
    assert set(changed["inventory_item"]) == {one.pk, two.pk, three.pk}
    assert all(set(columns) == {"price", "cost"} for columns in changed["inventory_item"].values())
    assert {on_hand(item) for item in gone} == {(0, 0)}
    sell(one), sell(sku("SHINE", "R-5"))
    sold = snapshot()

    # Undone: what was only changed is as it was, what was sold stays, what was gone is back.
    undone = undo(change)
    assert undone.outcome == {"undone": 4, "kept": 1}
    kept = undone.rows.get(state="kept")
    assert (kept.item, kept.why) == (one, "it was sold since")
    since = differences(sold)
    assert set(since["inventory_item"]) == {two.pk, three.pk}
    left = differences(before)
    assert set(left.pop("inventory_item")) == {one.pk}
    five = sku("SHINE", "R-5")
    assert set(left.pop("inventory_listing")) == {one.pk, five.pk}
    assert len(left.pop("inventory_stockrecord")) == len(left.pop("inventory_claim")) == 2
    assert left == {}
    assert [on_hand(item) for item in (one, two, three, *gone)] == [
        (0, 0), (1, 0), (1, 0), (1, 0), (1, 0),
    ]  # fmt: skip

    # And the sold ones never come back by a list.
    again = bring_bytes(shine, rapnet_file())
    assert again.counts == {"same": 10, "protected": 2}
    assert Supplier.objects.count() == 3
