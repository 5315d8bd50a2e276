"""A cell is a value or a reason, as lists write them; nothing is guessed."""

from decimal import Decimal

import pytest

from inventory.lists import fancy, figures, graded
from inventory.lists.cells import BadCell
from inventory.lists.pricing import PriceTerms
from inventory.models.stone import Clarity, Colour, Cut, Fluorescence, Hue, Intensity, Shape


def usd(cell):
    return figures.money(cell, "USD")


def off(cell):
    return figures.discount(cell, scale="percent", sign="plus_is_above")


def share(cell):
    return figures.discount(cell, scale="fraction", sign="plus_is_below")


SIDES = (Decimal("7.38"), Decimal("7.41"), Decimal("4.60"))


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (figures.carat, "1.52", "1.52"), (figures.carat, "1.5 ct", "1.50"),
        (figures.carat, "1,52", "1.52"), (figures.carat, "1.520", "1.52"),
        (figures.percent, "61.90% ", "61.9"), (figures.percent, "0.619", "61.9"),
        (figures.percent, "57", "57.0"), (figures.degrees, "34.5°", "34.5"),
        (figures.girdle, "0.5", "0.5"), (figures.girdle, "1", "1.0"),
        (figures.girdle, "0.8 %", "0.8"),
        (figures.girdle, "0.035", "3.5"), (figures.girdle, "3.5%", "3.5"),
        (figures.girdle, "0.3", "30.0"), (figures.girdle, "0.03 %", "0.0"),
        (figures.millimetres, "4.60 mm", "4.60"),
        (usd, "$912", "912.00"), (usd, "1,234.50", "1234.50"), (usd, "1.234,50", "1234.50"),
        (usd, "US$ 9 000", "9000.00"), (usd, "912 USD", "912.00"), (usd, "912,50", "912.50"),
        (off, "-30", "0.3"), (off, "5%", "-0.05"), (share, "-0.30", "0.3"), (share, "0.3", "0.3"),
    ],
)  # fmt: skip
def test_a_number_is_read(read, cell, value):
    assert read(cell) == Decimal(value)


@pytest.mark.parametrize(
    "cell",
    ["7.38-7.41x4.60", "7.38 - 7.41 x 4.60", "7.38*7.41*4.60", "7.38x7.41X4.6",
     "7.38 × 7.41 × 4.60", "7.38mm x 7.41mm x 4.60mm", "7,38-7,41x4,60",
     "7.38 by 7.41 by 4.60", "7.38–7.41x4.60"],
)  # fmt: skip
def test_measurements_are_read_in_every_form(cell):
    assert figures.measurements(cell) == SIDES


@pytest.mark.parametrize(
    ("read", "cell", "reason"),
    [
        (figures.carat, "1000000000", "more than 500 ct"), (figures.carat, "1e9", "not a plain"),
        (figures.carat, "0", "is 0"), (figures.carat, "-1.5", "below zero"),
        (figures.carat, "1.523", "more than 2 decimals"), (figures.carat, "NaN", "not a plain"),
        (figures.percent, "619", "more than 100"), (figures.percent, "=A1", "not a plain"),
        (figures.measurements, "7.38-7.41", "not three measurements"),
        (figures.measurements, "7.38x0x4.6", "is 0"),
        (usd, "-912", "below zero"), (usd, "(912)", "below zero"), (usd, "0", "is 0"),
        (usd, "−5", "below zero"), (usd, "€912", "in €, and this supplier's prices are in USD"),
        (usd, "call", "not a plain"), (usd, "1.2.3", "not a plain"), (usd, "9" * 12, "too large"),
        (usd, "=1+1", "not a plain"), (off, "-130", "a discount of everything"),
        (share, "-30", "a discount of everything"), (off, "x", "not a discount"),
        (lambda c: figures.discount(c, scale="percent", sign="no_plus"), "5", "nobody said what"),
        (lambda c: graded.shape(c, {}), "PS", "pear or princess: nobody said which"),
        (lambda c: graded.shape(c, {}), "R", "radiant or round: nobody said which"),
        (lambda c: graded.shape(c, {}), "Half Moon", "a half moon: a shape that isn't kept here"),
        (lambda c: graded.shape(c, {}), "Old Miner", "an old mine cut: a shape that isn't kept"),
        (lambda c: graded.shape(c, {}), "ZZ", "a shape we don't know"),
        (graded.colour, "Fancy Mauve", "a fancy colour we don't know"),
        (graded.colour, "C", "D to Z are"),
        (graded.colour, "D-E", "a colour we don't know"), (graded.clarity, "SI3", "a clarity"),
        (graded.grade, "Superb", "a grade"), (graded.fluorescence, "glowing", "a fluorescence"),
        (graded.lab, "XYZ", "a laboratory"), (graded.availability, "perhaps", "an availability"),
        (graded.report_number, "2.14144E+09", "shortened by a spreadsheet"),
        (graded.report_number, "<b>", "not a report number"),
        (graded.stock_number, '=HYPERLINK("x")', "a formula"),
        (graded.stock_number, "x" * 31, "longer than 30"),
        (graded.untreated, "HPHT", "a treated stone"),
        (fancy.whole, "Vivid Sunny Pink", "an overtone we don't"),
        (fancy.whole, "P", "a fancy colour we don't know"),
        (fancy.intensity, "FD", "Dark or Fancy Deep"),
        (fancy.intensity, "loud", "an intensity"), (fancy.overtone, "Sunny", "an overtone"),
        (graded.origin, "maybe", "neither"),
    ],
)  # fmt: skip
def test_what_cant_be_read_has_a_reason(read, cell, reason):
    with pytest.raises(BadCell, match=reason.replace("(", r"\(")):
        read(cell)


@pytest.mark.parametrize(
    ("read", "cells", "value"),
    [
        (lambda c: graded.shape(c, {}), "Round B BR RB RD RBC RND", Shape.ROUND),
        (lambda c: graded.shape(c, {}), "Pear P PSH PB PMB", Shape.PEAR),
        (lambda c: graded.shape(c, {}), "Emerald E EM EC", Shape.EMERALD),
        (lambda c: graded.shape(c, {}), "SQE SQEM SX AC CSS CSSC A", Shape.ASSCHER),
        (lambda c: graded.shape(c, {}), "PR PRN PRIN PN PC SMB MDSQB", Shape.PRINCESS),
        (lambda c: graded.shape(c, {}), "M MQ MQB marquise", Shape.MARQUISE),
        (lambda c: graded.shape(c, {}), "C CB CU CX CMB CUX CRC SCX CUSH", Shape.CUSHION),
        (lambda c: graded.shape(c, {}), "O OV OMB", Shape.OVAL),
        (lambda c: graded.shape(c, {"PS": "pear"}), "PS ps", Shape.PEAR),
        (lambda c: graded.shape(c, {"PS": "princess"}), "PS", Shape.PRINCESS),
        (lambda c: graded.shape(c, {"R": "round"}), "R", Shape.ROUND),
        (lambda c: graded.shape(c, {"R": "radiant"}), "R", Shape.RADIANT),
        (lambda c: graded.shape(c, {}), "Radiant RA RC RAD RDN CRB RCRB", Shape.RADIANT),
        (lambda c: graded.shape(c, {}), "Heart H HS HT MHRC", Shape.HEART),
        (lambda c: graded.shape(c, {}), "Trilliant Trillion T TR TRIL", Shape.TRILLIANT),
        (lambda c: graded.shape(c, {}), "Baguette BAG BG", Shape.BAGUETTE),
        (lambda c: graded.shape(c, {}), "Tapered-Baguette TBAG", Shape.TAPERED),
        (graded.colour, "N n", Colour.N), (graded.colour, "Z", Colour.Z),
        (graded.colour, "E e", Colour.E),
        (graded.clarity, "IF LC", Clarity.IF), (graded.clarity, "I1 P1", Clarity.I1),
        (graded.grade, "EX X ID I Excellent Ideal", Cut.EXCELLENT),
        (graded.grade, "VG V VG-EX", Cut.VERY_GOOD), (graded.grade, "G GD G-VG", Cut.GOOD),
        (graded.grade, "F F-G", Cut.FAIR), (graded.grade, "P", Cut.POOR),
        (graded.fluorescence, "N NON None", Fluorescence.NONE),
        (graded.fluorescence, "F VSL SL Faint", Fluorescence.FAINT),
        (graded.fluorescence, "M MED", Fluorescence.MEDIUM),
        (graded.fluorescence, "VS VST", Fluorescence.VERY_STRONG),
        (graded.lab, "GIA gia", "GIA"), (graded.lab, "AGSL AGS", "AGS"),
        (graded.lab, "None uncertified", ""),
        (graded.availability, "G GA Guaranteed STPS Available", True),
        (graded.availability, "NA N M Memo OnMemo Unavailable", False),
        (graded.origin, "Lab-grown CVD HPHT LG", True), (graded.origin, "Natural Mined", False),
    ],
)  # fmt: skip
def test_the_words_of_lists_are_known(read, cells, value):
    assert {read(cell) for cell in cells.split(" ")} == {value}


def test_a_word_of_two_parts_and_the_colour_of_a_glow():
    assert graded.grade("Very Good") == Cut.VERY_GOOD
    assert graded.fluorescence("Strong Blue") == Fluorescence.STRONG
    assert graded.fluorescence("") is None
    assert graded.grade("-") is None


def test_a_report_number_is_read_without_its_laboratory():
    assert graded.report_number("GIA 2141 438171") == "2141438171"
    assert graded.report_number("LG123456789") == "LG123456789"
    assert graded.report_number("-") == ""


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("https://x.example/a.jpg", True), ("http://x.example/a.jpg", False), ("a.jpg", False),
     ("javascript:alert(1)", False), ("https://", False), ("https://x.example/a b", False)],
)  # fmt: skip
def test_only_https_is_a_link(cell, kept):
    assert bool(graded.link(cell)) is kept


def test_prices_follow_the_terms():
    terms = PriceTerms(
        rate=Decimal("1.5"), agreed_off=Decimal(10), margin=Decimal(20), tax=Decimal("0.1"),
        step=Decimal(50),
    )  # fmt: skip

    assert terms.cost(Decimal(1000)) == Decimal("1350.00")
    assert terms.shelf(Decimal("1350.00")) == Decimal(1800)
    assert PriceTerms(step=Decimal("0.01")).shelf(Decimal("0.05")) == Decimal("0.06")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Fancy Vivid Orangy Pink", (Hue.PINK, Intensity.FANCY_VIVID, "Orangy")),
        ("FANCY INTENSE YELLOW", (Hue.YELLOW, Intensity.FANCY_INTENSE, "")),
        ("Natural Fancy Deep Brownish Greenish Yellow, Even",
         (Hue.YELLOW, Intensity.FANCY_DEEP, "Brownish Greenish")),
        ("Very Light Pink", (Hue.PINK, Intensity.VERY_LIGHT, "")),
        ("Light Greyish Blue", (Hue.BLUE, Intensity.LIGHT, "Grayish")),
        ("Fancy Yellow-Green", (Hue.GREEN, Intensity.FANCY, "Yellow")),
        ("Fancy Black", (Hue.BLACK, Intensity.FANCY, "")), ("grey", (Hue.GRAY, 0, "")),
        ("Fancy", (0, Intensity.FANCY, "")),
    ],
)  # fmt: skip
def test_a_fancy_colour_is_read_from_its_words(cell, said):
    assert fancy.whole(cell) == said
    assert graded.colour(cell) == said


@pytest.mark.parametrize("cell", ["", "-", "None", "N/A"])
def test_no_fancy_colour_is_nothing(cell):
    assert fancy.whole(cell) is None
    assert fancy.intensity(cell) == 0
    assert fancy.overtone(cell) == ""
