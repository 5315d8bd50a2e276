"""What goes back or stays, in a few words: for whoever decides about an undo."""

from collections.abc import Callable

from omni.lib.clock import now

from ..addresses import shown
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


def counted(count: int, what: str) -> str:
    return f"{count} {what}"


def address(row: Identity) -> str:
    return shown(row.value)


def entry(row: ShortlistEntry) -> str:
    return row.item.sku + (" (taken off since)" if row.removed_at else "")


def booking(row: Appointment) -> str:
    when = row.store.local(row.starts_at)
    ended = "" if row.state == Appointment.State.BOOKED else f" ({row.get_state_display().lower()})"
    return f"{row.store.city}, {_day(when)}{ended}"


def card(merge: Merge) -> Callable[[Pass], str]:
    def said(row: Pass) -> str:
        since = row.revoked_at and row.revoked_at >= merge.at
        ended = " (withdrawn since)" if since else " (withdrawn)" if row.revoked_at else ""
        return f"Pass of {_day(row.created_at)}{ended}"

    return said


def selection(row: Selection) -> str:
    return row.title


def share(row: SelectionShare) -> str:
    return f"{row.selection.title}, to {shown(row.value)}"


def told(row: FreeWatch | SavedSearch) -> str:
    return row.item.sku if isinstance(row, FreeWatch) else row.words


def goes_on(row: FreeWatch | SavedSearch) -> bool:
    return (row.ended_at if isinstance(row, FreeWatch) else row.removed_at) is None


def visit(row: Visit) -> str:
    return f"{row.store.city}, {_day(row.store.local(row.arrived_at))}"


def is_today(row: Visit) -> bool:
    local = row.store.local
    return local(row.arrived_at).date() == local(now()).date()


def _day(when) -> str:
    return f"{when.day} {when:%B %Y}"
