"""A list is compared with the stock: a table of what it would change, and no row of it changed."""

from decimal import Decimal

import pytest

from inventory.actions.answer_list import answer_list, ask_again, compare_again
from inventory.actions.read_list import read_list
from inventory.actions.request_transfer import Wish
from inventory.errors import ListMovedOn
from inventory.models import (
    GradingReport,
    Import,
    ImportRow,
    Item,
    PriceChange,
    StockMovement,
    SupplierFeed,
)
from omni.lib.errors import Invalid
from tests.inventory.moves import sent
from tests.lists import NIVODA, RAPNET, a_feed, bring, nivoda, rapnet, take_in
from tests.stock import TEST, a_place, a_stone, hold, sell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


def problems(run: Import) -> list[tuple]:
    return list(run.problems.values_list("line", "column", "value", "reason"))


def rows(run: Import) -> list[tuple]:
    kept = run.rows.order_by("line", "pk")
    return [(row.line, row.fate, row.why) for row in kept]


def stock() -> tuple:
    return (
        list(Item.objects.order_by("pk").values()),
        list(StockMovement.objects.order_by("pk").values()),
        list(PriceChange.objects.order_by("pk").values()),
    )


def item(number: int) -> Item:
    return Item.objects.get(sku=f"SHINE-R-{number}")


def test_new_stones_are_counted_and_nothing_is_there_yet():
    run = bring(a_feed(), [rapnet(1), rapnet(2), rapnet(3, Weight="x")])

    assert (run.state, run.error) == ("ready", "")
    assert run.counts == {"new": 2, "refused": 1}
    assert (run.rows_read, run.rows_refused) == (3, 1)
    assert problems(run) == [(4, "Weight", "x", "not a plain number")]
    assert run.form == "CSV, utf-8, header in line 1"
    assert stock() == ([], [], [])


def test_each_row_has_its_fate_and_the_stock_stays_as_it_is():
    feed = a_feed()
    take_in(feed, [rapnet(n) for n in range(1, 8)])
    hold(item(4)), sell(item(5))
    before = stock()

    run = bring(
        feed,
        [
            rapnet(1), rapnet(2, RapNet_Price="8000"), rapnet(3, Availability="NA"),
            rapnet(4, RapNet_Price="1"), rapnet(5), rapnet(6, Color="?"), rapnet(9),
        ],
    )  # fmt: skip

    assert rows(run) == [
        (0, "gone", ""),
        (2, "same", ""), (3, "changed", ""), (4, "gone", ""),
        (5, "protected", "somebody holds it"), (6, "protected", "it was sold here"),
        (7, "refused", "a colour we don't know"), (8, "new", ""),
    ]  # fmt: skip
    changed = run.rows.get(line=3)
    assert changed.change == {"cost": 12160, "price": 12160}
    assert (changed.before["cost"], changed.before["price"]) == (13680, 13680)
    assert run.rows.get(line=0).item == item(7), "the sixth is refused, and still in the list"
    assert stock() == before


def test_a_report_names_the_stone_and_a_stock_number_does_where_there_is_no_report():
    feed = a_feed()
    bare = {"Lab": "", "Report": ""}
    take_in(feed, [rapnet(1), rapnet(2, **bare), rapnet(3)])

    run = bring(
        feed,
        [
            rapnet(1, Stock="R-77"), rapnet(2), rapnet(3, Report="2141439999"),
        ],
    )  # fmt: skip

    assert rows(run) == [
        (0, "gone", ""),
        (2, "same", ""), (3, "changed", ""), (4, "new", ""),
    ]  # fmt: skip
    assert run.rows.get(line=2).item == item(1)
    assert run.rows.get(line=3).change == {"lab": "GIA", "number": "2141438172"}
    assert run.rows.get(line=0).item == item(3), "his number went to another stone"


def test_what_is_ours_or_anothers_is_left_as_it_is():
    own = a_stone()
    GradingReport.objects.create(stone=own.stone, lab="GIA", number="2141438171")
    take_in(a_feed("glow"), [rapnet(2)])

    run = bring(a_feed(), [rapnet(1), rapnet(2)])

    assert rows(run) == [
        (2, "protected", "it is our own"), (3, "protected", "another supplier offers it"),
    ]  # fmt: skip


def test_a_piece_that_came_to_us_is_not_gone_when_the_list_drops_it():
    feed = a_feed()
    take_in(feed, [rapnet(1), rapnet(2)])
    record = item(1).records.get()
    sent(Wish(item(1).pk), source=record.location, to=a_place())

    run = bring(feed, [rapnet(2, RapNet_Price="1")])

    assert rows(run) == [(2, "changed", "")]


def test_a_blank_cell_says_nothing_and_a_usual_value_replaces_no_measured_one():
    feed = a_feed()
    take_in(feed, [rapnet(1, Crown_Angle="33.5")])

    same = bring(feed, [rapnet(1, Crown_Angle="", Polish="")])
    other = bring(feed, [rapnet(1, Crown_Angle="34.0")])

    assert same.counts == {"same": 1}
    assert other.rows.get().change == {"crown_angle": 34}


def test_the_same_report_twice_is_refused_from_the_second_on():
    twice = [rapnet(1), rapnet(2, Report="2141438171"), rapnet(1, Report="2141438175")]

    run = bring(a_feed(), twice)

    assert run.counts == {"new": 1, "refused": 2}
    assert problems(run) == [
        (3, "", "GIA 2141438171", "line 2 has this report already"),
        (4, "", "R-1", "line 2 has this stock number already"),
    ]


def test_a_row_that_is_refused_doesnt_stand_in_the_way_of_a_good_one():
    run = bring(a_feed(), [rapnet(1, Weight="x"), rapnet(1)])

    assert run.counts == {"new": 1, "refused": 1}
    assert problems(run) == [(2, "Weight", "x", "not a plain number")]


def test_one_stone_under_its_report_and_its_stock_number_is_one():
    feed = a_feed()
    take_in(feed, [rapnet(1, Lab="", Report="")])
    take_in(feed, [rapnet(1)])

    run = bring(feed, [rapnet(1, Stock="R-5"), rapnet(1), rapnet(2)])

    assert [fate for _, fate, _ in rows(run)] == ["same", "refused", "new"]


def test_questions_come_first_and_answers_are_kept_for_the_next_list():
    feed = a_feed(answers={})

    run = bring(feed, [rapnet(1, Shape="PS", Measurements="9.38x6.41x3.90", Depth="60.8")])

    assert run.state == "asking"
    assert [question["key"] for question in run.questions] == ["price", "shape:PS"]
    assert not run.rows.exists()
    with pytest.raises(Invalid):
        answer_list(run=run, answers={"price": "free"}, actor=TEST)
    answer_list(run=run, answers={"price": "total", "shape:PS": "pear"}, actor=TEST)
    read_list(run_id=run.pk, actor=TEST)
    run.refresh_from_db()
    assert run.state == "ready"
    assert run.rows.get().facts["shape"] == 6
    assert SupplierFeed.objects.get().answers == {"price": "total", "shape:PS": "pear"}
    assert bring(feed, [rapnet(2)]).state == "ready"


def test_an_answer_that_was_wrong_is_forgotten_and_asked_again():
    feed = a_feed(answers={"price": "per_carat", "shape:R": "round"})
    run = bring(feed, [rapnet(1)])

    ask_again(run=run, actor=TEST)
    read_list(run_id=run.pk, actor=TEST)

    run.refresh_from_db()
    assert (run.state, [question["key"] for question in run.questions]) == ("asking", ["price"])
    assert SupplierFeed.objects.get().answers == {}


def test_no_such_column_is_said_of_one_file_only():
    header = ["Heft" if name == "Weight" else name for name in RAPNET]
    run = bring(a_feed(), [rapnet(1)], header)
    assert [question["key"] for question in run.questions] == ["column:carat"]

    answer_list(run=run, answers={"column:carat": "-"}, actor=TEST)
    read_list(run_id=run.pk, actor=TEST)

    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", "No column of the list says the carat weight.")
    assert SupplierFeed.objects.get().answers == {"price": "per_carat"}


def test_prices_follow_the_suppliers_terms():
    feed = a_feed(
        rate=Decimal("1.5"), margin=20, agreed_off=10, tax_rate="0.1", step=50,
        answers={"price": "total"},
    )  # fmt: skip

    run = bring(feed, [nivoda(1, Final_Price="$1,000.00")], NIVODA)

    facts = run.rows.get().facts
    assert (facts["cost"], facts["price"]) == (1350, 1800)
    assert (run.terms["rate"], run.terms["currency"]) == ("1.500000", "USD")


def test_it_can_be_compared_again_until_it_changes_stock():
    feed = a_feed()
    run = bring(feed, [rapnet(1), rapnet(2)])
    SupplierFeed.objects.update(rate=2)

    compare_again(run=run, actor=TEST)
    read_list(run_id=run.pk, actor=TEST)

    assert run.rows.get(line=2).facts["cost"] == 27360
    assert ImportRow.objects.filter(run=run).count() == 2
    done = take_in(feed, [rapnet(1)])
    with pytest.raises(ListMovedOn):
        compare_again(run=done, actor=TEST)


def test_html_and_zero_bytes_in_cells_are_just_text():
    attack = "<script>alert(1)</script>"

    run = bring(a_feed(), [rapnet(1, Color=attack), rapnet(2, Stock=attack)], RAPNET)

    assert run.counts == {"new": 1, "refused": 1}
    assert problems(run)[0][2] == attack
    assert run.rows.get(fate="new").stock_number == attack
