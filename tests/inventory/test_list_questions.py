"""What a list leaves open is asked, what its values tell is not, and an answer settles it."""

from pathlib import Path

import pytest

from inventory.lists.errors import UnreadableList
from inventory.lists.looked import look
from inventory.lists.understood import Understood, understand
from tests.lists import NIVODA, RAPNET, a_csv, a_workbook, cells, nivoda, rapnet


@pytest.fixture
def asked(tmp_path):
    """What is understood of these rows under this header, with these answers."""

    def understood(rows, header=RAPNET, answers=None) -> Understood:
        answers = answers or {}
        also = frozenset(v for k, v in answers.items() if k.startswith("column:"))
        return understand(look(a_csv(tmp_path / "a.csv", rows, header), also=also), answers)

    return understood


def keys(found: Understood) -> list[str]:
    return [question.key for question in found.questions]


def test_a_rapnet_list_leaves_only_the_price_open(asked):
    found = asked([rapnet()])

    assert keys(found) == ["price"]
    assert found.questions[0].examples == ("$9,000.00",)
    settled = asked([rapnet()], answers={"price": "per_carat"})
    assert keys(settled) == []
    header = [settled.columns[name] for name in ("carat", "number", "price_per_carat", "depth_pct")]
    assert [RAPNET[n] for n in header] == ["Weight", "Report #", "RapNet Price", "Depth %"]
    assert settled.unused == [
        "Fluorescence Color", "Country", "Key to symbols",
    ]  # fmt: skip


def test_a_nivoda_list_too_and_its_cut_is_a_grade_beside_a_shape(asked):
    found = asked([nivoda(Cut="EX"), nivoda(2)], NIVODA, {"price": "total"})

    assert keys(found) == []
    assert found.columns["cut"] == NIVODA.index("Cut")
    assert found.columns["price_total"] == NIVODA.index("Final Price")


@pytest.mark.parametrize(
    ("values", "field"),
    [(["Round", "Oval"], "shape"), (["EX", "VG"], "cut")],
)
def test_a_cut_without_a_shape_beside_it_is_told_by_its_values(asked, values, field):
    header = [name for name in NIVODA if name != "Shape"] + ["Form"]
    rows = [nivoda(n, Cut=value) | {"Form": "Round"} for n, value in enumerate(values)]

    found = asked(rows, header, {"price": "total", "column:shape": "form"} if field == "cut" else
                  {"price": "total"})  # fmt: skip

    assert keys(found) == []
    assert found.columns[field] == header.index("Cut")


def test_a_cut_that_could_be_either_is_asked(asked):
    header = [name for name in NIVODA if name != "Shape"]
    rows = [nivoda(1, Cut="P"), nivoda(2, Cut="P")]

    assert "cut" in keys(asked(rows, header, {"price": "total"}))
    assert keys(asked(rows, header, {"price": "total", "cut": "shape"})) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [(["61.4", "62"], "depth_pct"), (["4.54", "3.1"], "depth"), (["61.4%", "0.9 %"], "depth_pct"),
     (["4.54", "61.4"], None), (["0.61"], None)],
)  # fmt: skip
def test_a_depth_is_told_by_its_size_or_asked(asked, values, field):
    header = ["Depth" if name == "Depth %" else name for name in RAPNET]
    rows = [rapnet(n) | {"Depth": value} for n, value in enumerate(values)]

    found = asked(rows, header, {"price": "total"})

    assert keys(found) == ([] if field else ["depth"])
    if field:
        assert found.columns[field] == header.index("Depth")


@pytest.mark.parametrize(
    ("values", "field"),
    [(["GIA", "IGI"], "lab"), (["2141438171", "LG12345678"], "number"),
     (["https://x.example/1.pdf"], "certificate"), (["GIA", "2141438171"], None)],
)  # fmt: skip
def test_a_certificate_is_told_by_its_values_or_asked(asked, values, field):
    header = [*RAPNET, "Certificate"]
    rows = [rapnet(n) | {"Certificate": value} for n, value in enumerate(values)]
    answers = {"price": "total", "column:lab": "lab", "column:number": "reportnum"}

    found = asked(rows, header, answers)

    assert keys(found) == ([] if field else ["certificate"])


@pytest.mark.parametrize(("word", "options"), [("PS", "pear princess"), ("R", "radiant round")])
def test_a_word_with_two_meanings_is_asked_once_per_supplier(asked, word, options):
    rows = [rapnet(1), rapnet(2, Shape=word), rapnet(3, Shape=word.lower())]

    (question,) = asked(rows, answers={"price": "total"}).questions

    assert question.key == f"shape:{word}"
    assert [value for value, _ in question.options] == options.split()
    settled = asked(rows, answers={"price": "total", f"shape:{word}": options.split()[0]})
    assert keys(settled) == []


@pytest.mark.parametrize(
    ("values", "open_"),
    [(["-30", "-12.5"], []), (["-0.30", "-0.125"], ["discount_scale"]), (["-30%"], []),
     (["-30", "5"], ["discount_sign"]), (["0.3"], ["discount_scale", "discount_sign"]),
     (["", "0"], [])],
)  # fmt: skip
def test_a_discount_off_the_list_price_is_told_by_its_values_or_asked(asked, values, open_):
    rows = [rapnet(n, Rapnet_Discount=value) for n, value in enumerate(values)]

    assert keys(asked(rows, answers={"price": "list"})) == open_
    assert keys(asked(rows, answers={"price": "per_carat"})) == []


def test_a_doubled_header_is_asked_unless_both_say_the_same(asked):
    header = [*RAPNET, "Weight"]
    rows = [[*cells(rapnet(n), RAPNET), weight] for n, weight in enumerate(["1.52", "1.60"])]
    path_rows = [dict(zip(range(len(header)), row, strict=True)) for row in rows]

    found = asked_raw(header, path_rows, {"price": "total"})
    same = asked_raw(header, path_rows[:1], {"price": "total"})
    settled = asked_raw(header, path_rows, {"price": "total", "column:carat": "weight#2"})

    assert keys(found) == ["column:carat"]
    assert [value for value, _ in found.questions[0].options] == ["weight", "weight#2"]
    assert keys(same) == []
    assert settled.columns["carat"] == len(header) - 1


def asked_raw(header, rows, answers) -> Understood:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.csv"
        lines = [header, *(list(row.values()) for row in rows)]
        file.write_text("\n".join(",".join(f'"{c}"' for c in line) for line in lines) + "\n")
        return understand(look(file), answers)


def test_a_header_in_disguise_is_asked_for(asked):
    header = ["Heaviness" if name == "Weight" else name for name in RAPNET]
    rows = [rapnet() | {"Heaviness": "1.52"}]

    found = asked(rows, header, {"price": "total"})

    assert keys(found) == ["column:carat"]
    assert dict(found.questions[0].options)["heaviness"] == "Heaviness: 1.52"
    settled = asked(rows, header, {"price": "total", "column:carat": "heaviness"})
    assert settled.columns["carat"] == header.index("Heaviness")


def test_what_isnt_there_at_all_is_said(asked):
    header = ["Shape", "Weight", "Color", "Clarity", "Lab", "Report #", "Measurements"]

    with pytest.raises(UnreadableList, match="No column of the list says the price"):
        asked([rapnet()], header)
    with pytest.raises(UnreadableList, match="No column of the list says the price"):
        asked([rapnet()], [*header, "Country"], {"column:price": "-"})


def test_several_prices_are_asked_which_and_then_what(asked):
    header = [*RAPNET, "Cash Price"]
    rows = [rapnet() | {"Cash Price": "8800"}]

    assert keys(asked(rows, header)) == ["column:price"]
    then = asked(rows, header, {"column:price": "cashprice"})
    assert keys(then) == ["price"]
    settled = asked(rows, header, {"column:price": "cashprice", "price": "per_carat"})
    assert settled.columns["price_per_carat"] == len(header) - 1


def test_a_list_price_needs_its_discount(asked):
    header = [name for name in RAPNET if name != "Rapnet Discount %"]

    found = asked([rapnet() | {"Key to symbols": "-30"}], header, {"price": "list"})

    assert keys(found) == ["column:discount"]
    answers = {"price": "list", "column:discount": "keytosymbols"}
    assert asked([rapnet() | {"Key to symbols": "-30"}], header, answers).columns["discount"]
    with pytest.raises(UnreadableList, match="No column of the list says the discount"):
        asked([rapnet()], header, {"price": "list", "column:discount": "-"})


def test_an_answer_that_is_no_option_is_no_answer(asked):
    assert keys(asked([rapnet()], answers={"price": "free"})) == ["price"]


def test_which_sheet_is_asked(tmp_path):
    file = a_workbook(
        tmp_path / "a.xlsx",
        {"A": [RAPNET, cells(rapnet(), RAPNET)], "B": [RAPNET, cells(rapnet(2), RAPNET)]},
    )

    found = understand(look(file), {"price": "total"})

    assert keys(found) == ["sheet"]
    assert keys(understand(look(file, sheet="B"), {"price": "total", "sheet": "B"})) == []
