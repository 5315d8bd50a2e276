"""How the rows that a merge moved stand now: which go back when it is undone, and which stay."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Model, QuerySet

from ..models import (
    Appointment,
    FreeWatch,
    Identity,
    Merge,
    Pass,
    SavedSearch,
    Selection,
    SelectionShare,
    ShortlistEntry,
    Visit,
)
from ..parts import Part
from . import words


@dataclass(slots=True)
class Found:
    """Rows of one kind. `revived` had ended with the merge, as doubles, and go on again."""

    what: str
    model: type[Model]
    back: list[Model] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    revived: set[int] = field(default_factory=set)
    said: Callable[[Model], str] = str

    @property
    def part(self) -> Part:
        return Part(self.what, [self.said(row) for row in self.back], self.stays)

    @property
    def keys(self) -> list[int]:
        return [row.pk for row in self.back]


def found(merge: Merge, *, locked: bool = False) -> list[Found]:
    """Everything that customers keep, in the order in which people read of it.

    Nothing is written. `locked` keeps the rows as they are to the end of the transaction.
    """
    look = _Look(merge, locked)
    return [
        look.identities(),
        look.entries(),
        look.plain("Bookings", Appointment, "appointments", words.booking, "store"),
        look.plain("Passes", Pass, "passes", words.card(merge)),
        look.plain("Lists", Selection, "selections", words.selection),
        look.plain("Lists sent", SelectionShare, "shares", words.share, "selection"),
        look.told("Waiting for a piece", FreeWatch, "watches", "watches_stopped", "item"),
        look.told("Saved searches", SavedSearch, "searches", "searches_removed"),
        look.visits(),
    ]


class _Look:
    def __init__(self, merge: Merge, locked: bool) -> None:
        self.merge, self.moved, self.locked = merge, merge.moved, locked

    def rows(self, model: type[Model], name: str, owner: str = "customer", *related: str) -> list:
        """Those of the moved that are still the kept one's."""
        keys = self.moved.get(name, [])
        rows = model.objects.filter(pk__in=keys, **{owner: self.merge.kept_id}).order_by("pk")
        rows = rows.select_related(*related) if related else rows
        return list(self._kept_so(rows)) if keys else []

    def _kept_so(self, rows: QuerySet) -> QuerySet:
        return rows.select_for_update(of=("self",), no_key=True) if self.locked else rows

    def missing(self, name: str, rows: Iterable[Model]) -> list[str]:
        """What changed hands since, or was erased."""
        count = len(set(self.moved.get(name, [])) - {row.pk for row in rows})
        return [words.counted(count, "changed hands since")] if count else []

    def plain(
        self, what: str, model: type[Model], name: str, said: Callable, *related: str
    ) -> Found:
        rows = self.rows(model, name, "customer", *related)
        return Found(what, model, rows, self.missing(name, rows), said=said)

    def identities(self) -> Found:
        """What was proven since belongs to whoever proved it."""
        rows = self.rows(Identity, "identities")
        back = [row for row in rows if row.proven_at is None]
        stays = [words.address(row) + ", proven since" for row in rows if row.proven_at]
        stays += self.missing("identities", rows)
        return Found("Addresses", Identity, back, stays, said=words.address)

    def entries(self) -> Found:
        rows = self.rows(ShortlistEntry, "entries", "shortlist__customer", "item")
        stays = self.missing("entries", rows)
        return Found("Shortlist", ShortlistEntry, rows, stays, said=words.entry)

    def told(self, what: str, model: type[Model], name: str, doubles: str, *related: str) -> Found:
        """What tells her at an address that the kept one has proven is the kept one's own by now.

        The doubles that ended with the merge go on for whom they were.
        """
        rows = self.rows(model, name, "customer", *related)
        hers = set(
            Identity.objects.filter(customer=self.merge.kept_id, proven_at__isnull=False)
            .values_list("kind", "value")
        )  # fmt: skip
        own = [row for row in rows if (row.kind, row.value) in hers and words.goes_on(row)]
        back = [row for row in rows if row not in own]
        ended = set(self.moved.get(doubles, []))
        stays = [words.told(row) + ", told at an address of the kept one" for row in own]
        stays += self.missing(name, rows)
        if doubles not in self.moved:
            stays.append("Doubles that ended with the merge: unknown, they stay ended.")
        revived = {row.pk for row in back if row.pk in ended and not words.goes_on(row)}
        return Found(what, model, back, stays, revived, words.told)

    def visits(self) -> Found:
        """A visit that ended with the merge goes on if it is still that day in the store."""
        rows = self.rows(Visit, "visits", "customer", "store")
        closed = set(self.moved.get("visits_closed", []))
        again = {row.pk for row in rows if row.pk in closed and words.is_today(row)}
        stays = self.missing("visits", rows)
        return Found("Visits", Visit, rows, stays, again, words.visit)
