"""One row of the diamonds list: every cell counts, and nothing is guessed."""

import gzip
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.lists.diamonds import COLUMNS, read_diamonds, stone_of
from inventory.lists.errors import UnreadableList
from inventory.lists.rows import Problem, StoneRow
from inventory.models.stone import Clarity, Colour, Cut, Shape

GOOD = {
    "carat": "1.52", "cut": "Ideal", "color": "E", "clarity": "VS1", "depth": "61.4",
    "table": "57", "price": "21480", "x": "7.38", "y": "7.41", "z": "4.54",
}  # fmt: skip
HEADER = ",".join(f'"{name}"' for name in COLUMNS)


def problems(**cells: str) -> list[tuple[str, str, str]]:
    found = stone_of(7, GOOD | cells)
    assert isinstance(found, list)
    assert {problem.line for problem in found} == {7}
    return [(problem.column, problem.value, problem.reason) for problem in found]


def test_keeps_what_the_row_says():
    stone = stone_of(2, GOOD)

    assert stone.shape == Shape.ROUND
    assert (stone.carat, stone.price) == (Decimal("1.52"), Decimal("21480.00"))
    assert (stone.colour, stone.clarity) == (Colour.E, Clarity.VS1)
    assert (stone.cut, stone.source_cut) == (Cut.EXCELLENT, "Ideal")
    assert (stone.length, stone.width, stone.depth) == (
        Decimal("7.38"), Decimal("7.41"), Decimal("4.54"),
    )  # fmt: skip
    assert (stone.depth_pct, stone.table_pct) == (Decimal("61.4"), Decimal("57.0"))


def test_leaves_empty_what_the_source_lacks():
    stone = stone_of(2, GOOD)

    assert (stone.polish, stone.symmetry, stone.fluorescence) == (None, None, None)
    assert stone.is_lab_grown is None


def test_numbers_are_visibly_demo_and_follow_the_row():
    stone = stone_of(124, GOOD)

    assert (stone.sku, stone.lab, stone.number) == ("TD-000123", "DEMO", "DEMO-000123")
    assert stone.is_demo


def test_angles_are_usual_ones_that_make_the_stones_own_depth_and_are_named_as_typical():
    usual, deep = stone_of(2, GOOD), stone_of(3, GOOD | {"depth": "63.4", "z": "4.69"})

    assert (usual.crown_angle, usual.pavilion_angle) == (Decimal("34.5"), Decimal("40.8"))
    assert usual.girdle_pct == Decimal("3.5")
    assert deep.crown_angle > usual.crown_angle
    assert deep.pavilion_angle > usual.pavilion_angle
    assert set(usual.typical) == {
        "crown_angle", "pavilion_angle", "girdle_pct", "star_pct", "lower_half_pct",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("word", "grade"),
    [
        ("Ideal", Cut.EXCELLENT),
        ("Premium", Cut.VERY_GOOD),
        ("Very Good", Cut.VERY_GOOD),
        ("Good", Cut.GOOD),
        ("Fair", Cut.FAIR),
    ],
)
def test_maps_the_five_cut_words_and_keeps_them(word, grade):
    stone = stone_of(2, GOOD | {"cut": word})

    assert (stone.cut, stone.source_cut) == (grade, word)


def test_an_empty_cut_stays_ungraded():
    stone = stone_of(2, GOOD | {"cut": "", "depth": "", "table": ""})

    assert (stone.cut, stone.source_cut) == (None, "")
    assert (stone.depth_pct, stone.table_pct) == (None, None)


def test_refuses_a_size_of_zero_for_each_side_of_it():
    assert problems(x="0", z="0.00") == [("x", "0", "is 0"), ("z", "0.00", "is 0")]


def test_refuses_a_depth_that_the_measurements_contradict():
    assert problems(depth="64.0") == [("depth", "64.0", "x, y and z make it 61.4 %")]
    assert isinstance(stone_of(2, GOOD | {"depth": "63.3"}), StoneRow)


def test_refuses_a_depth_that_no_stone_has_even_where_the_list_says_none():
    assert problems(depth="", x="4", y="4", z="40") == [
        ("depth", "", "x, y and z make it 1000.0 %")
    ]
    assert problems(depth="", z="0.31") == [("depth", "", "x, y and z make it 4.2 %")]


def test_refuses_a_table_that_no_cut_stone_has():
    assert problems(table="95") == [("table", "95", "a cut stone has 40 to 85 %")]


def test_refuses_a_stone_too_small_to_be_one():
    assert problems(x="0.02", y="0.02", z="0.01", depth="50") == [
        ("x", "0.02", "a cut stone has 0.5 to 60 mm"),
        ("y", "0.02", "a cut stone has 0.5 to 60 mm"),
        ("z", "0.01", "a cut stone has 0.3 to 45 mm"),
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"carat": ""}, "is empty"),
        ({"carat": "-1.52"}, "not a plain number"),
        ({"carat": "1,52"}, "not a plain number"),
        ({"carat": "NaN"}, "not a plain number"),
        ({"carat": "1e3"}, "not a plain number"),
        ({"carat": "١"}, "not a plain number"),
        ({"carat": "1.525"}, "more than 2 decimals"),
        ({"carat": "10000"}, "too large"),
        ({"color": "e"}, "a word we don't know"),
        ({"color": "<img src=x onerror=alert(1)>"}, "a word we don't know"),
        ({"clarity": "VS"}, "a word we don't know"),
        ({"cut": "Excellent"}, "a word we don't know"),
        ({"price": "0"}, "is 0"),
    ],
)
def test_never_guesses_a_cell(cells, reason):
    (column, value), *_ = cells.items()

    assert problems(**cells) == [(column, value, reason)]


def test_names_everything_wrong_with_a_row():
    assert [column for column, *_ in problems(color="?", x="", price="free")] == [
        "color", "price", "x",
    ]  # fmt: skip


@given(st.fixed_dictionaries({name: st.text(max_size=12) for name in COLUMNS}))
def test_any_row_is_a_stone_or_has_a_reason(cells):
    found = stone_of(2, cells)

    assert isinstance(found, StoneRow) or all(p.column in COLUMNS and p.reason for p in found)


@given(
    st.decimals(min_value="3.5", max_value="12", places=2),
    st.integers(min_value=50, max_value=70),
    st.decimals(min_value="40", max_value="85", places=1),
)
def test_any_plausible_size_has_angles_within_what_can_be_cut(across, depth_pct, table):
    depth = (across * depth_pct / 100).quantize(Decimal("0.01"))
    size = {"x": str(across), "y": str(across), "z": str(depth), "depth": str(depth_pct)}

    stone = stone_of(2, GOOD | size | {"table": str(table)})

    assert 15 <= stone.crown_angle <= 50
    assert 30 <= stone.pavilion_angle <= 60


def write(path, *lines: str, header: str = HEADER):
    path.write_text("\n".join([header, *lines]) + "\n")
    return path


ROW = ",".join(GOOD[name] for name in COLUMNS)


def test_reads_plain_and_gzipped_files_alike(tmp_path):
    plain = write(tmp_path / "list.csv", ROW)
    packed = tmp_path / "list.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))

    assert list(read_diamonds(plain)) == list(read_diamonds(packed)) == [stone_of(2, GOOD)]


def test_a_row_of_another_shape_is_a_problem_and_the_next_one_is_read(tmp_path):
    path = write(tmp_path / "list.csv", "1.52,Ideal", "", ROW + ",more", ROW)

    short, long, good = read_diamonds(path)

    assert short == [Problem(2, "", "1.52,Ideal", "2 cells, and the list has 10 columns")]
    assert (long[0].line, long[0].reason) == (4, "11 cells, and the list has 10 columns")
    assert good.line == 5


def test_bytes_that_are_no_text_and_endless_lines_stop_nothing(tmp_path):
    path = write(tmp_path / "list.csv", ROW)
    path.write_bytes(path.read_bytes() + b"\xff\xfe\x00,\n" + b"x" * 300_000 + b"\n" + ROW.encode())

    good, garbled, endless, last = read_diamonds(path)

    assert isinstance(good, StoneRow)
    assert isinstance(garbled, list)
    assert isinstance(endless, list)
    assert (last.line, last.sku) == (5, "TD-000004")


def test_the_order_of_columns_and_unknown_ones_do_not_matter(tmp_path):
    names = ["note", *reversed(COLUMNS)]
    path = write(
        tmp_path / "list.csv",
        ",".join(["<b>hello</b>", *(GOOD[name] for name in reversed(COLUMNS))]),
        header=",".join(names),
    )

    assert list(read_diamonds(path)) == [stone_of(2, GOOD)]


@pytest.mark.parametrize("content", [b"", b"carat,cut\n1,Ideal\n", b"\x1f\x8b\x08\x00broken"])
def test_says_when_it_is_no_such_list_at_all(tmp_path, content):
    path = tmp_path / "list.csv"
    path.write_bytes(content)

    with pytest.raises(UnreadableList):
        list(read_diamonds(path))


def test_says_when_the_gzip_file_is_cut_off(tmp_path):
    path = tmp_path / "list.csv.gz"
    path.write_bytes(gzip.compress((HEADER + "\n" + ROW + "\n").encode())[:-12])

    with pytest.raises(UnreadableList):
        list(read_diamonds(path))
