"""A selection as something to keep: a table for a spreadsheet, and a catalogue on paper.

rows = rows_of(pieces)                     what is said of each piece, true now
as_csv(rows)  as_xlsx(rows)                no cell can be a formula
as_catalogue(cover, rows)                  PDF, a QR code that opens each piece as it is then
file_of(selection, rows, kind)             any of them, by one of `KINDS`
"""

from .catalogue import Cover, as_catalogue
from .files import KINDS, file_of
from .rows import Row, rows_of
from .tables import as_csv, as_xlsx

__all__ = ["KINDS", "Cover", "Row", "as_catalogue", "as_csv", "as_xlsx", "file_of", "rows_of"]
