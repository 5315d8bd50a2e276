"""The quick way to read a row gives what the careful way gives, for good rows and for bad."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inventory.lists.offers import Reader
from inventory.lists.pricing import PriceTerms
from inventory.lists.quick import Quick, number_of
from inventory.lists.rows import Offer
from inventory.lists.sheet_rows import UNCALCULATED
from inventory.lists.text_rows import Broken
from inventory.lists.understood import Understood
from inventory.models import ImportRow
from tests.lists import a_feed, bring, rapnet

TERMS = PriceTerms(
    currency="USD", rate=Decimal("1.52"), agreed_off=Decimal("2.5"), margin=Decimal(35),
    step=Decimal(10),
)  # fmt: skip
ODD = ["", "-", "N/A", "0", "-1", "x", "=1+1", "?", UNCALCULATED, "1" * 501, 'E"\\X', "5e3"]
GOOD = {
    "stock_number": ["R-1", "R-2", "A\\B", 'C"D', "Ö 3", "€\u00a07"],
    "availability": ["G", "", "Guaranteed"],
    "shape": ["BR", "Round", "OVAL", "Pear", "tapered baguette", "EM"],
    "carat": ["1.52", "1.5 ct", "1,52", "0.30", "10", "0.705"],
    "colour": ["D", "E", "z", "Fancy Vivid Orangy Pink"],
    "clarity": ["VS1", "if", "FL", "N", "I3"],
    "cut": ["EX", "VG-EX", "e\\x", "ideal", "very good"],
    "polish": ["EX", "none", "vg"],
    "symmetry": ["GD", "F-G"],
    "fluorescence": ["N", "Strong Blue", "faint"],
    "measurements": [
        "7.38-7.41x4.54", "7.38 - 7.41 x 4.54 mm", "7.41*7.38*4.54", "5.60x7.60x3.47",
        "7,38/7,41/4,54", "7.385-7.41x4.54", "7.38-7.41x9.54", "700-7x4", "2.0-2.1x0.3",
        "7.38 x 7.41", "60.5 by 61 by 37.4",
    ],
    "length": ["7.38", "0.00", "700"],
    "width": ["7.41 mm"],
    "depth": ["4.54", "45.4 %"],
    "depth_pct": ["61.4", "61.40% ", "0.619", "66", "59.43", "80"],
    "table_pct": ["57", "57.5%", "0.61", "12", "84", "99"],
    "crown_angle": ["34.5", "34.5°", "3", "89", "90"],
    "pavilion_angle": ["40.8", "55"],
    "girdle_pct": ["3.5", "40", "0.5", "0.035", "0.3", "0.03 %"],
    "star_pct": ["50"],
    "lower_half_pct": ["77.5"],
    "lab": ["GIA", "igi", "none", "Lab of Moon"],
    "number": ["2141438171", "GIA 2141438172", "LG123456789", "2.14E+09", "12"],
    "price": ["9000", "$9,000.00", "0.005", "12345.678", "9000000000", "EUR 5", "1.234,50"],
    "discount": ["-30", "0", "35"],
    "origin": ["Natural", "CVD"],
    "treatment": ["None", "HPHT"],
    "fancy_colour": ["", "Pink", "Brown"],
    "fancy_intensity": ["", "Vivid", "FD"],
    "fancy_overtone": ["", "Pinkish"],
    "image": ["https://a.example/1.jpg?a=\\", "http://a.example/1.jpg", "no link"],
    "video": ["https://a.example/v"],
    "certificate": ["https://a.example/ü.pdf"],
}  # fmt: skip
SURE = ("stock_number", "shape", "carat", "colour", "clarity", "measurements", "lab", "number")
PRICES = st.sampled_from([
    ("price_per_carat",), ("price_total",), ("list_price", "discount"),
    ("price_per_carat", "price_total"), ("price_per_carat", "discount"),
    ("price_total", "discount"),
])  # fmt: skip


@st.composite
def lists(draw) -> tuple[list[str], list[list[str]]]:
    """Its columns by our names, and rows of which most cells are good."""
    may = [name for name in GOOD if name not in (*SURE, "price", "discount")]
    sure = draw(st.sampled_from([SURE, SURE, SURE[1:], SURE[:-1], SURE[:-2]]))
    columns = [*sure, *draw(st.sets(st.sampled_from(may), max_size=12)), *draw(PRICES)]
    rows = st.tuples(*map(_cells, columns)).map(list)
    return columns, draw(st.lists(rows, min_size=1, max_size=3))


def _cells(name: str) -> st.SearchStrategy[str]:
    good = GOOD["price" if "price" in name else name]
    return st.sampled_from([good[0]] * 240 + good * 4 + ODD)


def reader(columns: list[str]) -> Reader:
    places = {name: n for n, name in enumerate(columns)}
    return Reader(Understood(columns=places), TERMS, tuple(columns))


def told(offer: Offer) -> tuple:
    facts = json.loads(offer.said) if offer.said else json.loads(json.dumps(offer.facts))
    return (
        offer.line, offer.stock_number, offer.lab, offer.number, facts, offer.links, offer.problems,
    )  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(lists())
def test_both_ways_say_the_same_of_any_row(given):
    columns, rows = given
    quick = Quick(reader(columns))

    for line, cells in enumerate(rows * 2, start=2):  # the second time by heart
        careful = reader(columns).read(line, list(cells))
        assert told(quick.read(line, list(cells))) == told(careful)


@pytest.mark.parametrize(
    ("name", "cell"), [("discount", "35"), ("length", "0.00"), ("depth", "45.4 %")]
)
def test_a_bad_cell_that_nothing_is_taken_from_is_refused_all_the_same(name, cell):
    columns = [*SURE, "price_per_carat", name]
    row = [*(GOOD.get(one, GOOD["price"])[0] for one in columns[:-1]), cell]

    assert Quick(reader(columns)).read(2, row).problems


def test_good_rows_are_read_quickly_and_others_are_not():
    columns = [*SURE, "cut", "depth_pct", "table_pct", "price_per_carat"]
    good = [GOOD.get(name, GOOD["price"])[0] for name in columns]
    bad = [*good[:-1], "free"]
    quick = Quick(reader(columns))

    assert quick.read(2, good).said
    assert not quick.read(3, bad).said
    assert not quick.read(4, Broken("a", "4 cells")).said
    assert quick.read(4, Broken("a", "4 cells")).problems


@given(st.decimals(0, 10**9, places=2))
@example(Decimal("270900"))
@example(Decimal("2.7E+5"))
@example(Decimal("0.00"))
def test_numbers_are_written_as_floats_are(value):
    assert number_of(value) == repr(float(value))


@pytest.mark.django_db
def test_odd_characters_are_kept_as_they_stand(own_lists):
    rows = [
        rapnet(1, Stock='A\\B"C', Cut_Grade="E\\X", Diamond_Image="https://a.example/\\n?ü"),
        rapnet(2, Stock="Ö\\N", Weight="1\\t52"),
    ]

    run = bring(a_feed(), rows)

    good, bad = ImportRow.objects.filter(run=run).order_by("line")
    assert (good.stock_number, good.facts["source_cut"], good.links) == (
        'A\\B"C', "E\\X", {"image": "https://a.example/\\n?ü"},
    )  # fmt: skip
    assert (bad.stock_number, bad.fate, bad.why) == ("Ö\\N", "refused", "not a plain number")
    assert run.problems.get().value == "1\\t52"
