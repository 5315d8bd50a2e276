"""Write what goes back when a merge is undone; both people's rows are locked by the caller."""

import datetime as dt

from django.db.models import Q

from omni.lib.events import emit

from ..actions.merge import move_identities, move_shortlist
from ..events import VisitChanged
from ..models import (
    Customer,
    FreeWatch,
    Identity,
    Merge,
    SavedSearch,
    Shortlist,
    ShortlistEntry,
    Visit,
)
from .facts import earlier, name_part, sessions_since
from .found import Found

LIVE = {
    FreeWatch: ("item_id", Q(ended_at=None), {"ended_at": None, "outcome": ""}),
    SavedSearch: ("query", Q(removed_at=None), {"removed_at": None}),
    Visit: ("pk", Q(closed_at=None), {"closed_at": None}),
}


def give_back(merge: Merge, rows: list[Found]) -> None:
    """The rows, her name, and those who were one with her before."""
    for one in rows:
        _hand_over(one, merge.gone)
        if one.model is Visit:
            _tell_the_floor(one)
    hers = merge.kept
    if name_part(merge).back:
        hers.name = ""
        _take_up_name(merge)
        Customer.objects.filter(pk=hers.pk).update(name=hers.name)
    earlier(merge).update(merged_into=merge.gone)
    Customer.objects.filter(pk=merge.gone_id).update(merged_into=None)
    for later in _later(merge):
        _take_up(later, rows)
    _leave_no_empty_shortlist(hers)


def _hand_over(one: Found, gone: Customer) -> None:
    rows = one.model.objects.filter(pk__in=one.keys)
    if one.model is ShortlistEntry:
        if one.keys:
            rows.update(shortlist=Shortlist.objects.get_or_create(customer=gone)[0])
        return
    rows.update(customer=gone)
    if one.revived:
        _, _, again = LIVE[one.model]
        one.model.objects.filter(pk__in=one.revived).update(**again)


def _tell_the_floor(visits: Found) -> None:
    for visit in Visit.objects.filter(pk__in=visits.keys, closed_at=None):
        emit(VisitChanged(visit.pk))


def _later(merge: Merge) -> list[Merge]:
    """Merges into the same person that stand; what they left out as a double may be needed now."""
    standing = Merge.objects.filter(kept=merge.kept_id, undone_at=None, pk__gt=merge.pk)
    return list(standing.select_related("gone").order_by("pk"))


def _take_up(later: Merge, rows: list[Found]) -> None:
    """What both had brought, and only the one who leaves still had: the other's takes its place."""
    went = {one.model: one for one in rows}
    listed = [row.item_id for row in went[ShortlistEntry].back if row.removed_at is None]
    moved, more = later.moved, move_shortlist(later.gone, later.kept, listed)
    moved["entries"] = moved.get("entries", []) + more["entries"]
    if went[Identity].back:
        keys = move_identities(later.gone, later.kept)
        moved["identities"] = moved.get("identities", []) + keys
    _go_on(went[FreeWatch], moved.get("watches_stopped", []), later.kept)
    _go_on(went[SavedSearch], moved.get("searches_removed", []), later.kept)
    Merge.objects.filter(pk=later.pk).update(moved=moved)


def _go_on(one: Found, doubles: list[int], kept: Customer) -> None:
    name, live, again = LIVE[one.model]
    wanted = {getattr(row, name) for row in one.back if one.model.objects.filter(live, pk=row.pk)}
    wanted -= set(one.model.objects.filter(live, customer=kept).values_list(name, flat=True))
    for row in one.model.objects.filter(pk__in=doubles, customer=kept).order_by("pk"):
        if getattr(row, name) in wanted:
            wanted.remove(getattr(row, name))
            one.model.objects.filter(pk=row.pk).update(**again)


def _take_up_name(merge: Merge) -> None:
    """Of those who joined her later the first that had a name has one for her."""
    for later in _later(merge):
        if later.gone.name:
            merge.kept.name = later.gone.name
            Merge.objects.filter(pk=later.pk).update(moved=later.moved | {"name": True})
            return


def _leave_no_empty_shortlist(kept: Customer) -> None:
    """One that only a merge made, and that never had a piece of her own."""
    made = Merge.objects.filter(kept=kept, moved__shortlist_made=True)
    if made.exists():
        Shortlist.objects.filter(customer=kept, entries=None).delete()


def end_sessions(merge: Merge, moment: dt.datetime) -> None:
    """Whoever signed in while the two were taken for one proves herself anew."""
    sessions_since(merge).update(revoked_at=moment)
