"""A list as a table and on paper; nothing in it can be computed by whoever opens it."""

import csv
import datetime as dt
import io
import re
import time
import zipfile

import pytest

from customers.actions.compose_selection import Line, edit_selection
from customers.lists_out import Cover, as_catalogue, as_csv, as_xlsx, rows_of
from customers.selectors.selections import pieces_of
from inventory.copies import small
from inventory.models import GradingReport, Item, StoneMedia
from tests.cast import acting
from tests.customers.selections import a_selection
from tests.kept import kept
from tests.made import a_made_ring
from tests.stock import a_setting, a_stone

pytestmark = pytest.mark.django_db
FORMULAS = ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]
AT = dt.datetime(2026, 11, 28, 14, 15, tzinfo=dt.UTC)


def rows(by, *items, note=""):
    selection = a_selection(by, *items)
    if note:
        lines = [Line(item, note) for item in items]
        edit_selection(selection=selection, title="Rounds", lines=lines, actor=acting(by))
    return rows_of(pieces_of(selection))


def read_csv(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_a_row_says_what_it_is_what_it_costs_and_where_it_is(stone, marcus):
    GradingReport.objects.create(
        stone=stone.stone, lab="GIA", number="2141438171", verify_url="https://lab.example/1"
    )

    for url in ("http://video.example/0", "https://video.example/1"):
        StoneMedia.objects.create(item=stone, kind="video", url=url, state="link", due_at=AT)

    head, row = read_csv(as_csv(rows(marcus, stone, note="The whitest.")))

    told = dict(zip(head, row, strict=True))
    assert told == {
        "Stock number": stone.sku, "Piece": "1.52 ct round", "Shape": "Round", "Carat": "1.52",
        "Colour": "E", "Clarity": "VS1", "Cut": "Excellent", "Polish": "", "Symmetry": "",
        "Fluorescence": "", "Measurements (mm)": "7.38 x 7.41 x 4.54", "Laboratory": "GIA",
        "Report": "2141438171", "Price": "21480.00", "Currency": "AUD",
        "Where it is": "In store: Sydney · 1 of 1", "Our note": "The whitest.",
        "Page": f"http://127.0.0.1:8000/diamonds/{stone.sku}/", "Certificate": "https://lab.example/1",
        "Video": "https://video.example/1",
    }  # fmt: skip


def test_a_finished_ring_has_its_drawing_what_is_in_it_and_its_page(stone, marcus, settings):
    selection = a_selection(marcus, stone, a_made_ring(), a_made_ring("RING-2"))
    Item.objects.filter(sku="RING-2").update(is_listed=False)

    of_a_stone, of_a_ring, of_a_hidden_one = rows_of(pieces_of(selection))

    assert of_a_stone.stone
    assert of_a_ring.title == "Priya’s solitaire"
    assert of_a_ring.grades == "Platinum · 1.52 ct round, E · VS1 · Excellent"
    assert of_a_ring.face == "ring-four-claw-platinum-round"
    assert of_a_ring.page == f"{settings.PUBLIC_URL}/rings/made/RING-1/"
    assert of_a_hidden_one.face == of_a_ring.face
    assert of_a_hidden_one.page == ""


def test_our_own_copies_stand_on_it_before_the_laboratorys_page(stone, marcus):
    GradingReport.objects.create(
        stone=stone.stone, lab="GIA", number="2141438171", verify_url="https://lab.example/1"
    )
    photo, paper = kept(stone), kept(stone, "certificate")
    selection = a_selection(marcus, stone)

    (row,) = rows_of(pieces_of(selection))

    assert row.photo == small(photo)
    assert row.certificate == f"http://127.0.0.1:8000/stones/media/{paper}"
    stone.is_listed = False
    stone.save()
    (row,) = rows_of(pieces_of(selection))
    assert (row.photo, row.certificate) == ("", "https://lab.example/1")


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_a_spreadsheet_would_compute_is_text_in_a_csv(stone, marcus, formula):
    (row,) = rows(marcus, stone)
    row.state.word = formula

    cell = read_csv(as_csv([row]))[1][15]

    assert cell == f"'{formula}"


def test_a_sheet_has_no_formula_and_no_link_whatever_the_words(stone, marcus):
    (row,) = rows(marcus, stone)
    sheets = []
    for formula in FORMULAS:
        row.state.word = formula
        book = zipfile.ZipFile(io.BytesIO(as_xlsx([row], title=formula)))
        sheets.append(book.read("xl/worksheets/sheet1.xml").decode())
        words = book.read("xl/sharedStrings.xml").decode()
        assert formula.strip() in words.replace("&quot;", '"').replace("_x000D_", "")

    for sheet in sheets:
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet.lower()
        assert re.search(r'<c r="N2"[^>]*><v>21480(\.0+)?</v></c>', sheet)


def test_a_link_that_is_no_web_address_is_left_out(stone, marcus):
    GradingReport.objects.create(
        stone=stone.stone, lab="GIA", number="1", verify_url="javascript:alert(1)"
    )

    assert rows(marcus, stone)[0].certificate == ""


def test_the_catalogue_has_a_code_for_each_piece_that_opens_it(stone, marcus):
    other, ring = a_stone(), a_setting()
    cover = Cover("Tolland", "Rounds", "Marcus Okafor", "Sydney", AT)

    body = as_catalogue(cover, rows(marcus, stone, other, ring))

    assert body.startswith(b"%PDF-")
    opened = re.findall(rb"/URI \(([^)]+)\)", body) or re.findall(rb"/URI\(([^)]+)\)", body)
    assert {link.decode() for link in opened} == {
        *(f"http://127.0.0.1:8000/diamonds/{item.sku}/" for item in (stone, other)),
        f"http://127.0.0.1:8000/pieces/{ring.sku}/",
    }


def test_a_catalogue_is_set_in_the_shops_own_faces_wherever_a_name_comes_from(stone, marcus):
    body = as_catalogue(Cover("Tolland", "Łucja", "Zoë", "Sydney", AT), rows(marcus, stone))

    faces = {face.decode() for face in re.findall(rb"/BaseFont ?/[A-Z]{6}\+([\w-]+)", body)}
    assert faces == {"HankenGrotesk-Regular", "Commissioner-Regular", "CommissionerExt-Regular"}


def test_words_in_a_catalogue_are_no_markup(stone, marcus):
    note = '#import "/etc/passwd" $x$ = *bold* #panic() \\'
    cover = Cover('"]#panic()', "#eval(1)", "*", "_", AT)

    assert as_catalogue(cover, rows(marcus, stone, note=note)).startswith(b"%PDF-")


@pytest.mark.alone
def test_sixty_pieces_are_made_in_a_blink(stone, marcus):
    (row,) = rows(marcus, stone)
    started = time.monotonic()

    as_catalogue(Cover("Tolland", "Sixty", "M", "S", AT), [row] * 60)

    assert time.monotonic() - started < 3
