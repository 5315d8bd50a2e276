"""A supplier's file is opened as a stranger's: every form that lists have, and no bomb."""

import struct
import zipfile

import pytest

from inventory.lists import opened, sheet_guard
from inventory.lists.errors import UnreadableList
from inventory.lists.headers import column_names, normalised
from inventory.lists.opened import open_list
from inventory.lists.sheet_rows import UNCALCULATED
from inventory.lists.text_rows import Broken
from tests.lists import NIVODA, RAPNET, a_csv, a_workbook, cells, nivoda, rapnet, text


@pytest.mark.parametrize(
    ("header", "name"),
    [("Cert. #", "certnum"), ("Cert", "cert"), ("Depth %", "depthpct"), ("$/ct", "usdct"),
     (" Fluor-Intensity ", "fluorintensity"), ("Nº", "no")],
)  # fmt: skip
def test_headers_keep_their_signs(header, name):
    assert normalised(header) == name


def test_a_doubled_header_is_told_apart():
    assert column_names(["Price", "price ", "Lab"]) == ["price", "price#2", "lab"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_every_usual_encoding_is_read(tmp_path, encoding):
    file = a_csv(tmp_path / "a.csv", [rapnet(Key_to_symbols="Genève – Zürich")], encoding=encoding)

    (line, row), *rest = open_list(file).rows()

    assert (line, rest) == (2, [])
    assert row[RAPNET.index("Key to symbols")] == "Genève – Zürich"
    assert row[RAPNET.index("Weight")] == "1.52"


def test_lines_of_two_encodings_are_both_read(tmp_path):
    whole = text([rapnet(1, Country="Österreich"), rapnet(2, Country="España")], RAPNET)
    head, one, two, _ = whole.split("\n")
    file = tmp_path / "a.csv"
    file.write_bytes(b"\n".join([head.encode(), one.encode("cp1252"), two.encode("utf-8"), b""]))

    found = [row[RAPNET.index("Country")] for _, row in open_list(file).rows()]

    assert found == ["Österreich", "España"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_found(tmp_path, separator):
    file = a_csv(tmp_path / "a.csv", [rapnet(Key_to_symbols="a,b;c|d")], separator=separator)

    ((_, row),) = open_list(file).rows()

    assert row[RAPNET.index("Key to symbols")] == "a,b;c|d"


def test_the_header_is_found_below_titles_and_is_no_row_when_it_comes_again(tmp_path):
    title = "Shine Gems Pvt Ltd,,,\n\nStock, as of 3 March\nTotal: 2 stones\n"
    whole = text([rapnet(1)], RAPNET, before=title) + text([rapnet(2)], RAPNET)
    file = tmp_path / "a.csv"
    file.write_text(whole)

    list_ = open_list(file)

    assert list_.line == 5
    assert [line for line, _ in list_.rows()] == [6, 8]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Name,Street\nA,B\n", "No row of column names"),
        (b"%PDF-1.7\n", "neither a CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "neither a CSV"),
        (b"Shape,Weight,Color,Clarity\nR\0,1,E,VS1\n", "zero bytes"),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(tmp_path, content, words):
    file = tmp_path / "a.csv"
    file.write_bytes(content)

    with pytest.raises(UnreadableList, match=words):
        list(open_list(file).rows())


def test_a_row_of_broken_form_is_named_and_the_others_are_read(tmp_path):
    good = cells(rapnet(1), RAPNET)
    lines = [",".join(RAPNET), ",".join(f'"{c}"' for c in [*good, "", "more"])]
    lines += ["x" * 50_000, ",".join(f'"{c}"' for c in good), ",".join(good[:3])]
    file = tmp_path / "a.csv"
    file.write_text("\n".join(lines) + "\n")

    more, long, right, short = open_list(file).rows()

    assert isinstance(more[1], Broken)
    assert more[1].reason == "27 cells, and the list has 25 columns"
    assert len(long[1][0]) < 25_000
    assert (right[0], right[1]) == (4, [cell.strip() for cell in good])
    assert short[1][3:] == [""] * 22


def test_a_quotation_mark_that_isnt_closed_is_one_problem(tmp_path):
    good = [",".join(cells(rapnet(n), RAPNET)).replace("$9,000.00", "9000") for n in range(1, 30)]
    file = tmp_path / "a.csv"
    file.write_text("\n".join([",".join(RAPNET), good[0], '"' + good[1], *good[2:]]) + "\n")

    first, broken = open_list(file).rows()

    assert first[0] == 2
    assert broken == (3, broken[1])
    assert broken[1].reason == "a quotation mark isn't closed"


def test_more_rows_than_anybody_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(opened, "MOST_ROWS", 3)
    rows = [rapnet(n) for n in range(1, 5)]

    assert len(list(open_list(a_csv(tmp_path / "a.csv", rows[:3])).rows())) == 3
    with pytest.raises(UnreadableList, match="more than 3 rows"):
        list(open_list(a_csv(tmp_path / "b.csv", rows)).rows())


def test_300_000_rows_are_read_one_at_a_time(tmp_path):
    import tracemalloc

    row = ",".join(cells(rapnet(1), RAPNET)).replace("$9,000.00", "9000")
    file = tmp_path / "a.csv"
    with file.open("w") as out:
        out.write(",".join(RAPNET) + "\n")
        out.writelines(f"{row}\n" for _ in range(300_000))
    tracemalloc.start()

    count = sum(1 for _ in open_list(file).rows())

    assert count == 300_000
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()


def test_a_workbook_gives_the_same_texts(tmp_path):
    row = cells(rapnet(), RAPNET)
    row[RAPNET.index("Weight")], row[RAPNET.index("Report #")] = 1.52, 2141438171
    row[RAPNET.index("Table %")], row[RAPNET.index("Depth %")] = 0.1 + 0.2, ("=D5*40", 61.4)
    file = a_workbook(tmp_path / "a.xlsx", {"Stock": [["Shine Gems"], [], [], RAPNET, row]})

    list_ = open_list(file)
    ((line, found),) = list_.rows()

    assert (list_.line, line, list_.sheet) == (4, 5, "Stock")
    assert found[RAPNET.index("Weight")] == "1.52"
    assert found[RAPNET.index("Report #")] == "2141438171"
    assert found[RAPNET.index("Table %")] == "0.3"
    assert found[RAPNET.index("Depth %")] == "61.4"


def test_a_formula_that_was_never_calculated_is_marked_on_its_own_sheet(tmp_path):
    row = cells(rapnet(), RAPNET)
    row[RAPNET.index("RapNet Price")] = ("=A1*2", "")
    sheets = {"Notes": [["Read me"]], "Stock": [RAPNET, row]}
    file = a_workbook(tmp_path / "a.xlsx", sheets)

    ((_, found),) = open_list(file).rows()

    assert found[RAPNET.index("RapNet Price")] == UNCALCULATED
    assert found[RAPNET.index("Weight")] == "1.52"


def test_a_sheet_that_begins_further_in_is_read_as_well(tmp_path):
    row = cells(rapnet(), RAPNET)
    row[RAPNET.index("RapNet Price")] = ("=A1*2", "")
    inside = [["", "", *line] for line in ([], RAPNET, row)]
    file = a_workbook(tmp_path / "a.xlsx", {"Stock": [[], *inside]})

    list_ = open_list(file)
    ((line, found),) = list_.rows()

    assert (list_.line, line) == (3, 4)
    assert found[list_.names.index("rapnetprice")] == UNCALCULATED
    assert found[list_.names.index("weight")] == "1.52"


def test_several_sheets_that_could_be_it_are_named(tmp_path):
    sheets = {
        "Notes": [["Read me"]],
        "Rounds": [RAPNET, cells(rapnet(), RAPNET)],
        "Fancies": [NIVODA, cells(nivoda(), NIVODA)],
    }
    file = a_workbook(tmp_path / "a.xlsx", sheets)

    assert open_list(file).sheets == ("Rounds", "Fancies")
    assert open_list(file, sheet="Fancies").header == tuple(NIVODA)


BOOK = {"xl/workbook.xml": b"<workbook/>"}


def zipped(path, members: dict[str, bytes]):
    members = BOOK | members
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in members.items():
            book.writestr(name, content)
    return path


def test_a_zip_bomb_is_refused_by_what_it_says(tmp_path):
    file = zipped(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": b" " * 50_000_000})
    assert file.stat().st_size < 100_000

    with pytest.raises(UnreadableList, match="unpacks to far more"):
        open_list(file)


def test_a_zip_bomb_that_lies_about_its_size_is_refused_too(tmp_path):
    file = zipped(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": b" " * 50_000_000})
    real, said = struct.pack("<I", 50_000_000), struct.pack("<I", 1000)
    content = file.read_bytes()
    assert content.count(real) == 2
    file.write_bytes(content.replace(real, said))

    with pytest.raises(UnreadableList, match="damaged"):
        open_list(file)


def test_what_really_comes_out_is_counted_and_not_only_what_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(sheet_guard, "_check_declared", lambda members: None)
    monkeypatch.setattr(sheet_guard, "MOST_UNPACKED", 10_000_000)
    file = zipped(tmp_path / "a.xlsx", {"xl/media/x.bin": b" " * 50_000_000})

    with pytest.raises(UnreadableList, match="unpacks to far more"):
        open_list(file)


@pytest.mark.parametrize("cell", [b'r="XFD1"', b'r="A1048576"', b"r = 'AAA2'", b'r="&#65;1"'])
def test_a_cell_far_out_is_refused_before_anybody_makes_room_for_it(tmp_path, cell):
    xml = b'<worksheet><sheetData><row r="1"><c ' + cell + b"><v>1</v></c></row></sheetData>"
    file = zipped(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": xml})

    with pytest.raises(UnreadableList, match=r"far beyond|hides"):
        open_list(file)


def sheet_of(path, cells: bytes):
    """A real workbook whose sheet says this."""
    a_workbook(path, {"Stock": [["x"]]})
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    xmlns = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = (
        b"<worksheet xmlns='%s'><sheetData>%s</sheetData></worksheet>" % (xmlns, cells)
    )
    return zipped(path, parts)


def test_a_sheet_that_spans_more_than_memory_ends_its_reader_and_nothing_else(tmp_path):
    """Rows far down and cells without names far to the right: each is little, together a lot."""
    wide = b"<row r='1'>" + b"<c><v>1</v></c>" * 200_000 + b"</row>"
    deep = b"".join(b"<row r='%d'><c><v>1</v></c></row>" % n for n in range(2, 90_000))
    file = sheet_of(tmp_path / "a.xlsx", wide + deep)
    assert file.stat().st_size < 1_000_000

    with pytest.raises(UnreadableList, match="spans more than can be read"):
        open_list(file)


def test_nobody_waits_for_a_reader_whose_rows_are_no_longer_wanted(tmp_path):
    rows = [RAPNET, *(cells(rapnet(n), RAPNET) for n in range(3_000))]
    rows = open_list(a_workbook(tmp_path / "a.xlsx", {"Stock": rows})).rows()

    assert next(rows)[0] == 2
    rows.close()


@pytest.mark.parametrize(
    "members",
    [{"content.xml": b"<x/>", "mimetype": b"application/vnd.oasis.opendocument.spreadsheet"},
     {"xl/workbook.bin": b"x"}],
)  # fmt: skip
def test_other_kinds_of_workbooks_are_refused(tmp_path, members):
    with pytest.raises(UnreadableList, match="isn't an XLSX workbook"):
        open_list(zipped(tmp_path / "a.xlsx", members))


def test_a_damaged_workbook_is_refused(tmp_path):
    file = a_workbook(tmp_path / "a.xlsx", {"Stock": [RAPNET]})
    file.write_bytes(file.read_bytes()[:-200])

    with pytest.raises(UnreadableList, match="damaged"):
        open_list(file)
