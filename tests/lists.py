"""Stock lists as suppliers send them, written for tests from what is known of their forms."""

import csv
import io
from pathlib import Path

import xlsxwriter

RAPNET = """
Stock #,Availability,Shape,Weight,Color,Clarity,Cut Grade,Polish,Symmetry,Fluorescence Intensity,
Fluorescence Color,Measurements,Lab,Report #,Treatment,RapNet Price,Rapnet Discount %,Depth %,
Table %,Crown Angle,Pavilion Angle,Country,Report Filename,Diamond Image,Key to symbols
"""
NIVODA = """
Stock #,Shape,Size,Cut,Color,Clarity,Polish,Symmetry,Fluorescence Intensity,Fluorescence Color,
Measurements,Depth %,Table %,Lab,Certificate #,Location,Final Price,Treatment,Availability,Image,
Video,CertificatePdf
"""
RAPNET, NIVODA = ([name.strip() for name in names.strip().split(",")] for names in (RAPNET, NIVODA))
# A round of 1.52 ct; per carat in the RapNet list, for the whole stone in Nivoda's.
RAPNET_ROW = {
    "Stock #": "R-1", "Availability": "G", "Shape": "BR", "Weight": "1.52", "Color": "E",
    "Clarity": "VS1", "Cut Grade": "EX", "Polish": "VG-EX", "Symmetry": "EX",
    "Fluorescence Intensity": "N", "Measurements": "7.38-7.41x4.54", "Lab": "GIA",
    "Report #": "2141438171", "RapNet Price": "$9,000.00", "Rapnet Discount %": "-30",
    "Depth %": "61.40% ", "Table %": "57", "Crown Angle": "34.5", "Pavilion Angle": "40.8",
    "Country": "India",
}  # fmt: skip
NIVODA_ROW = {
    "Stock #": "N-1", "Shape": "OVAL", "Size": "1.01", "Cut": "", "Color": "F", "Clarity": "VS2",
    "Polish": "EX", "Symmetry": "VG", "Fluorescence Intensity": "Faint",
    "Measurements": "7.60 x 5.60 x 3.47", "Depth %": "62.0", "Table %": "58", "Lab": "IGI",
    "Certificate #": "LG123456789", "Location": "Antwerp", "Final Price": "4200",
    "Treatment": "None", "Availability": "Available",
}  # fmt: skip


def rapnet(number: int = 1, **cells: str) -> dict[str, str]:
    """The row of another stone of the same kind; `cells` by header, spaces written as `_`."""
    own = {"Stock #": f"R-{number}", "Report #": str(2141438170 + number)}
    return RAPNET_ROW | own | {_header(k, RAPNET): v for k, v in cells.items()}


def nivoda(number: int = 1, **cells: str) -> dict[str, str]:
    own = {"Stock #": f"N-{number}", "Certificate #": f"LG{123456788 + number}"}
    return NIVODA_ROW | own | {_header(k, NIVODA): v for k, v in cells.items()}


def _header(name: str, headers: list[str]) -> str:
    plain = name.replace("_", " ").lower()
    return next(
        h for h in headers if h.lower().replace(" #", "").replace(" %", "") == plain
    )  # fmt: skip


def text(rows: list[dict], header: list[str], *, before: str = "", separator: str = ",") -> str:
    out = io.StringIO()
    out.write(before)
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    return out.getvalue()


def a_csv(path: Path, rows: list[dict], header: list[str] = RAPNET, **more) -> Path:
    encoding = more.pop("encoding", "utf-8")
    path.write_bytes(text(rows, header, **more).encode(encoding))
    return path


def a_workbook(path: Path, sheets: dict[str, list[list]]) -> Path:
    """A cell that is a tuple is (formula, its value)."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                for m, cell in enumerate(row):
                    if isinstance(cell, tuple):
                        sheet.write_formula(n, m, cell[0], None, cell[1])
                    else:
                        sheet.write(n, m, cell)
    return path


def cells(row: dict, header: list[str]) -> list[str]:
    return [row.get(name, "") for name in header]


def a_feed(code: str = "shine", **terms):
    """A supplier whose prices are per carat in our dollars, without margin, tax or rounding."""
    from inventory.models import Supplier, SupplierFeed
    from tests.stock import a_place

    supplier, _ = Supplier.objects.get_or_create(code=code, defaults={"name": code.title()})
    facts = {
        "location": a_place(f"at-{code}", "supplier"), "currency": "USD", "rate": 1, "margin": 0,
        "tax_rate": 0, "step": "0.01", "answers": {"price": "per_carat"},
    } | terms  # fmt: skip
    return SupplierFeed.objects.create(supplier=supplier, **facts)


def bring(feed, rows: list[dict], header: list[str] = RAPNET, *, name: str = "list.csv", **more):
    """Bring a list and read it; it is compared, or has questions, or failed."""
    content = text(rows, header, **more).encode()
    return bring_bytes(feed, content, name)


def bring_bytes(feed, content: bytes, name: str = "list.csv"):
    import uuid

    from django.core.files.base import ContentFile

    from inventory.actions.bring_list import bring_list
    from inventory.actions.read_list import read_list
    from tests.stock import TEST

    run = bring_list(
        supplier=feed.supplier, name=name, content=ContentFile(content), key=uuid.uuid4(),
        actor=TEST,
    )  # fmt: skip
    read_list(run_id=run.pk, actor=TEST)
    run.refresh_from_db()
    return run


def take_in(feed, rows: list[dict], header: list[str] = RAPNET, *, accepts_loss: bool = False):
    """Bring a list, read it and apply it."""
    from inventory.actions.apply_list import apply_list, start_list
    from tests.stock import TEST

    run = bring(feed, rows, header)
    assert run.state == "ready", (run.state, run.error, run.questions)
    start_list(run=run, actor=TEST, accepts_loss=accepts_loss)
    apply_list(run_id=run.pk, actor=TEST)
    run.refresh_from_db()
    return run


def undo(run):
    from inventory.actions.undo_list import start_undo, undo_list
    from tests.stock import TEST

    start_undo(run=run, actor=TEST)
    undo_list(run_id=run.pk, actor=TEST)
    run.refresh_from_db()
    return run
