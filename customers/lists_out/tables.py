"""A list as CSV and XLSX. Words of other people are in it, so no cell can become a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from .rows import Row

Cell = str | Decimal
# What makes a spreadsheet compute a cell of a text file, or split it.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip
WIDEST = 48


def as_csv(rows: Iterable[Row]) -> bytes:
    """UTF-8 with its mark, which Excel needs to read accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads())
    for row in rows:
        writer.writerow([_calm(cell) if isinstance(cell, str) else cell for cell in cells(row)])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Row], title: str = "") -> bytes:
    """One sheet; words are written as words and numbers as numbers, whatever they begin with."""
    import xlsxwriter  # 2 MB, which every web worker would keep for the few that save a table

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": title})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    table = [heads(), *map(cells, rows)]
    for at, line in enumerate(table):
        for across, cell in enumerate(line):
            if isinstance(cell, Decimal):
                sheet.write_number(at, across, cell)
            else:
                sheet.write_string(at, across, cell, None if at else bold)
    for across, column in enumerate(zip(*table, strict=True)):
        sheet.set_column(across, across, min(max(len(str(c)) for c in column) + 2, WIDEST))
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def heads() -> list[str]:
    return [
        _("Stock number"), _("Piece"), _("Shape"), _("Carat"), _("Colour"), _("Clarity"), _("Cut"),
        _("Polish"), _("Symmetry"), _("Fluorescence"), _("Measurements (mm)"), _("Laboratory"),
        _("Report"), _("Price"), _("Currency"), _("Where it is"), _("Our note"), _("Page"),
        _("Certificate"), _("Video"),
    ]  # fmt: skip


def cells(row: Row) -> Sequence[Cell]:
    item = row.item
    return [
        item.sku, row.title, *_graded(row), item.price, item.currency, row.state.word, row.note,
        row.page, row.certificate, row.video,
    ]  # fmt: skip


def _graded(row: Row) -> list[Cell]:
    stone, report = row.stone, row.report
    if stone is None:
        return [""] * 11
    words = [
        stone.get_cut_display(), stone.get_polish_display(), stone.get_symmetry_display(),
        stone.get_fluorescence_display(),
    ]  # fmt: skip
    return [
        stone.get_shape_display(), stone.carat, stone.get_colour_display(),
        stone.get_clarity_display(), *(word or "" for word in words),
        f"{stone.length:f} x {stone.width:f} x {stone.depth:f}",
        report.lab if report else "", report.number if report else "",
    ]  # fmt: skip


def _calm(text: str) -> str:
    """An apostrophe before what would be computed: spreadsheets show the text and no more."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
