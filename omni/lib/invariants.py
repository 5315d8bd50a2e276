"""What must always hold, as SQL that finds what breaks it: no rows is the promise.

Each app names its own in `<app>/invariants.py`, which is imported at the start.
"""

from dataclasses import dataclass

from django.db import connection

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Invariant:
    """`sql` selects the rows that break `says`.

    One that `needs_workers` holds only where the worker and the beat run, such as a sweep's.
    """

    name: str
    says: str
    sql: str
    needs_workers: bool = False


@dataclass(frozen=True, slots=True)
class Breach:
    """An invariant that doesn't hold: how many rows break it, and the first of them."""

    invariant: Invariant
    count: int
    columns: tuple[str, ...]
    rows: tuple[tuple, ...]

    def __str__(self) -> str:
        lines = [f"{self.invariant.name} {self.invariant.says}: {self.count} rows"]
        for row in self.rows:
            pairs = zip(self.columns, row, strict=True)
            lines.append("  " + ", ".join(f"{name}={value}" for name, value in pairs))
        return "\n".join(lines)


_known: dict[str, Invariant] = {}


def promise(*invariants: Invariant) -> None:
    """Name invariants, once each."""
    for invariant in invariants:
        if _known.setdefault(invariant.name, invariant) != invariant:
            raise ValueError(f"There are two invariants {invariant.name}.")


def promised() -> list[Invariant]:
    return [_known[name] for name in sorted(_known)]


def breaches(*, with_workers: bool = True) -> list[Breach]:
    """Every invariant that doesn't hold now; `with_workers=False` leaves the sweeps' out."""
    found = []
    with connection.cursor() as cursor:
        for invariant in promised():
            if invariant.needs_workers and not with_workers:
                continue
            cursor.execute(invariant.sql)
            rows = cursor.fetchall()
            if rows:
                columns = tuple(column.name for column in cursor.description)
                found.append(Breach(invariant, len(rows), columns, tuple(rows[:SHOWN])))
    return found
