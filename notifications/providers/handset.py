"""The built-in telephone and mailbox: a journal of its own, outside our database.

It stands for a real provider in the demo and in tests: it knows a message by our key, takes each
once, and counts how often it was asked, so that a doubled send shows.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from omni.lib.clock import now

from .answers import Answer, Found, Outgoing

SCHEMA = """
CREATE TABLE IF NOT EXISTS message (
    key TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    channel TEXT NOT NULL,
    to_address TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    asked INTEGER NOT NULL DEFAULT 1
)
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message as it arrived; `asked` counts how often we were told to send it."""

    key: str
    number: int
    channel: str
    to_address: str
    subject: str
    text: str
    at: str
    asked: int


@contextmanager
def _journal() -> Iterator[sqlite3.Connection]:
    settings.JOURNAL_DIR.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(
        settings.JOURNAL_DIR / "handset.sqlite3", timeout=10, isolation_level=None
    )
    try:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(SCHEMA)
        yield connection
    finally:
        connection.close()


def send(outgoing: Outgoing) -> Answer:
    """Written down to the disk once per key; asked again, only counted."""
    try:
        with _journal() as journal:
            journal.execute(
                "INSERT INTO message (key, number, channel, to_address, subject, text, at)"
                " VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM message), ?, ?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET asked = asked + 1",
                [
                    outgoing.key,
                    outgoing.channel,
                    outgoing.to_address,
                    outgoing.subject,
                    outgoing.text,
                    now().isoformat(),
                ],
            )
    except (sqlite3.Error, OSError) as error:
        return Answer("busy", problem=f"The handset's journal can't be written: {error}", wait=10)
    return Answer("sent", ref=outgoing.key)


def find(outgoing: Outgoing) -> Found:
    """It always knows."""
    with _journal() as journal:
        row = journal.execute("SELECT 1 FROM message WHERE key = ?", [outgoing.key]).fetchone()
    return Found(taken=row is not None, ref=outgoing.key if row else "")


def entries(most: int = 200) -> list[Entry]:
    """What arrived, newest first."""
    with _journal() as journal:
        rows = journal.execute(
            "SELECT key, number, channel, to_address, subject, text, at, asked FROM message"
            " ORDER BY number DESC LIMIT ?",
            [most],
        ).fetchall()
    return [Entry(*row) for row in rows]
