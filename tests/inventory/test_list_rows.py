"""A row is a stone with its price, or everything that is wrong with it; one bad cell, one row."""

from decimal import Decimal

import pytest

from inventory.lists.looked import look
from inventory.lists.offers import Reader
from inventory.lists.pricing import PriceTerms
from inventory.lists.rows import Offer
from inventory.lists.understood import understand
from tests.lists import NIVODA, RAPNET, a_csv, a_workbook, cells, nivoda, rapnet

GIRDLE = "Girdle %"
TERMS = PriceTerms(currency="USD", rate=Decimal("1.5"), margin=Decimal(20), step=Decimal(10))


@pytest.fixture
def offers(tmp_path):
    def read(rows, header=RAPNET, **answers) -> list[Offer]:
        answers = {"price": "per_carat"} | answers
        looked = look(a_csv(tmp_path / "a.csv", rows, header))
        found = understand(looked, answers)
        assert found.questions == []
        reader = Reader(found, TERMS, looked.opened.header)
        return [reader.read(line, row) for line, row in looked.opened.rows()]

    return read


def wrong(offer: Offer) -> list[tuple]:
    return [(p.line, p.column, p.value, p.reason) for p in offer.problems]


def test_a_rapnet_row_is_a_stone_with_its_price(offers):
    (offer,) = offers([rapnet()])

    assert wrong(offer) == []
    assert (offer.stock_number, offer.lab, offer.number) == ("R-1", "GIA", "2141438171")
    facts = offer.facts
    assert facts["title"] == "1.52 ct round, E VS1"
    assert (facts["shape"], facts["carat"], facts["colour"], facts["clarity"]) == (1, 1.52, 2, 5)
    assert (facts["cut"], facts["source_cut"], facts["polish"]) == (1, "EX", 2)
    assert (facts["length"], facts["width"], facts["depth"]) == (7.38, 7.41, 4.54)
    assert (facts["table_pct"], facts["depth_pct"], facts["crown_angle"]) == (57, 61.4, 34.5)
    assert facts["typical"] == ["girdle_pct", "star_pct", "lower_half_pct"]
    assert facts["cost"] == 1.52 * 9000 * 1.5
    assert facts["price"] == 27090.0


@pytest.mark.parametrize(("cell", "girdle"), [("0.5", 0.5), ("1", 1.0), ("0.035", 3.5)])
def test_a_thin_girdle_is_no_share_of_its_stone(offers, cell, girdle):
    (offer,) = offers([rapnet() | {GIRDLE: cell}], (*RAPNET, GIRDLE))

    assert wrong(offer) == []
    assert offer.facts["girdle_pct"] == girdle


@pytest.mark.parametrize("cell", ["0.3", "0.03%", "40"])
def test_a_girdle_that_is_neither_in_per_cent_nor_a_share_is_refused(offers, cell):
    (offer,) = offers([rapnet() | {GIRDLE: cell}], (*RAPNET, GIRDLE))

    assert wrong(offer) == [(2, GIRDLE, cell, "a cut stone has 0.5 to 12 %")]


def test_a_total_and_a_list_price_are_other_prices(offers):
    (total,) = offers([nivoda()], NIVODA, price="total")
    (listed,) = offers([rapnet()], price="list")

    assert total.facts["cost"] == 6300
    assert listed.facts["cost"] == round(1.52 * 9000 * 0.7 * 1.5, 2)


def test_the_longer_side_comes_first(offers):
    (offer,) = offers([nivoda(Measurements="5.60x7.60x3.47")], NIVODA)

    assert (offer.facts["length"], offer.facts["width"]) == (7.6, 5.6)


def test_an_empty_cell_is_no_fact(offers):
    (offer,) = offers([rapnet(Polish="", Table="", Cut_Grade="")])

    assert not {"polish", "table_pct", "cut", "source_cut"} & offer.facts.keys()


def test_a_stone_is_natural_or_lab_grown_where_the_list_says_so(offers):
    rows = [rapnet(n) | {"Diamond Type": word} for n, word in ((1, "Natural"), (2, "CVD"), (3, ""))]

    natural, grown, unsaid = offers(rows, [*RAPNET, "Diamond Type"])

    assert natural.facts["is_lab_grown"] is False
    assert grown.facts["is_lab_grown"] is True
    assert "is_lab_grown" not in unsaid.facts


def test_what_cant_be_had_needs_no_more_than_its_name(offers):
    (offer,) = offers([rapnet(Availability="NA", Weight="", RapNet_Price="")])

    assert offer.facts == {"stock": 0}
    assert offer.number == "2141438171"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"Weight": "1000000000"}, ("Weight", "1000000000", "more than 500 ct")),
        ({"RapNet_Price": "-9000"}, ("RapNet Price", "-9000", "below zero")),
        ({"RapNet_Price": ""}, ("RapNet Price", "", "is empty")),
        ({"Color": ""}, ("Color", "", "is empty")),
        ({"Measurements": ""}, ("Measurements", "", "is empty")),
        ({"Measurements": "7.38-7.41x9.54"},
         ("Depth %", "61.40%", "the measurements make it 129.0 %")),
        ({"Depth": "66"}, ("Depth %", "66", "the measurements make it 61.4 %")),
        ({"Table": "12"}, ("Table %", "12", "a cut stone has 40 to 85 %")),
        ({"Lab": ""}, ("Lab", "", "a report number without its laboratory")),
        ({"Lab": "", "Report": "", "Stock": ""},
         ("", "", "neither a stock number nor a report number")),
        ({"Treatment": "HPHT"}, ("Treatment", "HPHT", "a treated stone: those aren't kept here")),
        ({"Shape": "<script>"}, ("Shape", "<script>", "a shape we don't know")),
        ({"Stock": "=1+1"}, ("Stock #", "=1+1", "a formula, not a value")),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_by_line_column_value_and_reason(offers, cells, problem):
    good, bad, other = offers([rapnet(1), rapnet(2, **cells), rapnet(3)])

    assert wrong(bad) == [(3, *problem)]
    assert bad.facts == {}
    assert good.facts
    assert other.facts


def test_a_refused_row_is_still_known_by_its_name(offers):
    (offer,) = offers([rapnet(2, Weight="x", Color="?", Clarity="SI3")])

    assert [p.column for p in offer.problems] == ["Weight", "Color", "Clarity"]
    assert (offer.stock_number, offer.lab, offer.number) == ("R-2", "GIA", "2141438172")


def test_a_total_that_contradicts_the_price_per_carat_is_refused(offers):
    header = [*RAPNET, "Price per carat", "Total price"]
    prices = {"Price per carat": "9000", "Total price": "13680"}

    right, bad = offers([rapnet() | prices, rapnet(2) | prices | {"Total price": "9000"}], header)

    assert wrong(right) == []
    assert wrong(bad) == [(3, "Total price", "9000", "the price per carat makes it 13680.00")]


def test_a_formula_without_a_value_is_said(tmp_path):
    row = cells(rapnet(), RAPNET)
    row[RAPNET.index("RapNet Price")] = ("=A1*2", "")
    looked = look(a_workbook(tmp_path / "a.xlsx", {"Stock": [RAPNET, row]}))
    reader = Reader(understand(looked, {"price": "total"}), TERMS, looked.opened.header)

    (offer,) = (reader.read(*row) for row in looked.opened.rows())

    assert [p.reason for p in offer.problems] == [
        "a formula without a value: open the file in Excel and save it"
    ]
