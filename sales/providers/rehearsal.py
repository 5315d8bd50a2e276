"""A provider without a bank: it keeps its own journal outside our database, as a real one does.

Tokens: `ok` pays, `declined` does not, `lost` pays but the answer never arrives.
"""

import sqlite3
from contextlib import contextmanager
from decimal import Decimal
from uuid import UUID

from django.conf import settings

from omni.lib.money import minor_units

from . import Answer, Silent

TABLES = """
CREATE TABLE IF NOT EXISTS charge (
    ref TEXT PRIMARY KEY, amount INTEGER, currency TEXT, status TEXT, asked INTEGER DEFAULT 1,
    at TEXT DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE IF NOT EXISTS refund (
    ref TEXT PRIMARY KEY, charge TEXT, amount INTEGER, at TEXT DEFAULT CURRENT_TIMESTAMP);
"""


@contextmanager
def journal():
    """The provider's own book: one fsynced SQLite file, a transaction of its own."""
    settings.JOURNAL_DIR.mkdir(parents=True, exist_ok=True)
    book = sqlite3.connect(settings.JOURNAL_DIR / "payments.sqlite3", timeout=10)
    try:
        book.executescript("PRAGMA synchronous=FULL;" + TABLES)
        with book:
            yield book
    finally:
        book.close()


class Rehearsal:
    def charge(self, ref: UUID, amount: Decimal, currency: str, token: str) -> Answer:
        status = "declined" if token == "declined" else "captured"
        with journal() as book:
            book.execute(
                "INSERT INTO charge (ref, amount, currency, status) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (ref) DO UPDATE SET asked = asked + 1",
                [str(ref), minor_units(amount, currency), currency, status],
            )
            answer = _answer(book, ref)
        if token == "lost":
            raise Silent("The provider was told to swallow its answer.")
        return answer

    def look_up(self, ref: UUID) -> Answer:
        with journal() as book:
            return _answer(book, ref)

    def cancel(self, ref: UUID) -> Answer:
        with journal() as book:
            book.execute(
                "INSERT INTO charge (ref, amount, currency, status, asked)"
                " VALUES (?, 0, '', 'cancelled', 0) ON CONFLICT (ref) DO NOTHING",
                [str(ref)],
            )
        return self.look_up(ref)

    def refund(self, ref: UUID, refund: UUID, amount: Decimal, currency: str) -> str:
        with journal() as book:
            book.execute(
                "INSERT INTO refund (ref, charge, amount) VALUES (?, ?, ?)"
                " ON CONFLICT (ref) DO NOTHING",
                [str(refund), str(ref), minor_units(amount, currency)],
            )
        return f"test-refund-{str(refund)[-12:]}"


def _answer(book: sqlite3.Connection, ref: UUID) -> Answer:
    row = book.execute("SELECT status FROM charge WHERE ref = ?", [str(ref)]).fetchone()
    if row is None:
        return Answer("absent")
    reason = "The card was declined." if row[0] == "declined" else ""
    return Answer(row[0], f"test-{str(ref)[-12:]}", reason)


PROVIDER = Rehearsal()
