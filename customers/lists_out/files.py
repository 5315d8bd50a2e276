"""A selection as a file of one of the kinds that can be kept."""

from collections.abc import Sequence

from omni.lib.clock import now
from staff.context import chain

from ..models import Selection
from .catalogue import Cover, as_catalogue
from .rows import Row
from .tables import as_csv, as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX, "pdf": "application/pdf"}


def file_of(selection: Selection, rows: Sequence[Row], kind: str) -> bytes:
    """`kind` is one of `KINDS`, which says what type it has."""
    if kind == "csv":
        return as_csv(rows)
    if kind == "xlsx":
        return as_xlsx(rows, selection.title)
    return as_catalogue(cover_of(selection), rows)


def cover_of(selection: Selection) -> Cover:
    """As of this moment."""
    store, by = selection.store, (selection.made_by.name if selection.made_by else "")
    return Cover(chain().name, selection.title, by, store.name, store.local(now()))
