"""Merge an anonymous customer into the person she turned out to be; recorded, so it can be undone.

The timeline isn't touched: its owner is found through the merge.
"""

from django.db import transaction

from inventory.actions.rehold import rehold
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.events import emit

from ..errors import TwoPeople
from ..events import CustomersMerged
from ..live import signed_out
from ..models import (
    Appointment,
    Customer,
    FreeWatch,
    Identity,
    Merge,
    Pass,
    SavedSearch,
    Selection,
    SelectionShare,
    Session,
    Shortlist,
    ShortlistEntry,
    Visit,
)
from ..selectors.people import is_known


@transaction.atomic
def merge_customers(*, gone: Customer, kept: Customer, why: str, actor: Actor) -> Merge:
    """What was `gone`'s is `kept`'s from now on. Raises `TwoPeople` when both are proven."""
    rows = Customer.objects.select_for_update(no_key=True)
    both = rows.filter(pk__in=[gone.pk, kept.pk])
    if any(row.merged_into_id for row in both.order_by("pk")) or is_known(gone):
        raise TwoPeople
    moved = {
        "entries": _move_shortlist(gone, kept),
        "identities": _move_identities(gone, kept),
        "appointments": _move(Appointment, gone, kept),
        "passes": _move(Pass, gone, kept),
        "selections": _move(Selection, gone, kept),
        "shares": _move(SelectionShare, gone, kept),
        "watches": _move_watches(gone, kept),
        "searches": _move_searches(gone, kept),
        "visits": _move_visits(gone, kept),
        "name": not kept.name and bool(gone.name),
    }
    if moved["name"]:
        kept.name = gone.name
        Customer.objects.filter(pk=kept.pk).update(name=gone.name)
    Customer.objects.filter(merged_into=gone).update(merged_into=kept)
    Customer.objects.filter(pk=gone.pk).update(merged_into=kept)
    Session.objects.filter(customer=gone, revoked_at=None).update(revoked_at=now())
    signed_out(gone)
    merge = Merge.objects.create(
        gone=gone, kept=kept, at=now(), actor=str(actor), why=why, moved=moved
    )
    gone.merged_into = kept
    emit(CustomersMerged(gone=gone, kept=kept))
    rehold(  # after payments and conversations: stock is locked last
        from_holder=f"customer:{gone.public_id}",
        to_holder=f"customer:{kept.public_id}",
        actor=actor,
    )
    return merge


def _move(model, gone: Customer, kept: Customer) -> list[int]:
    rows = model.objects.filter(customer=gone)
    keys = list(rows.values_list("pk", flat=True))
    rows.update(customer=kept)
    return keys


def _move_visits(gone: Customer, kept: Customer) -> list[int]:
    """One person is in one store at a time: of two open visits the kept one's stays open."""
    if Visit.objects.filter(customer=kept, closed_at=None).exists():
        Visit.objects.filter(customer=gone, closed_at=None).update(closed_at=now())
    return _move(Visit, gone, kept)


def _move_watches(gone: Customer, kept: Customer) -> list[int]:
    """What both wait for, the kept one waits for."""
    waiting = FreeWatch.objects.filter(ended_at=None)
    both = waiting.filter(customer=kept).values("item")
    waiting.filter(customer=gone, item__in=both).update(
        ended_at=now(), outcome=FreeWatch.Outcome.STOPPED
    )
    return _move(FreeWatch, gone, kept)


def _move_searches(gone: Customer, kept: Customer) -> list[int]:
    """Of the same search twice, the kept one's stays."""
    live = SavedSearch.objects.filter(removed_at=None)
    both = live.filter(customer=kept).values("query")
    live.filter(customer=gone, query__in=both).update(removed_at=now())
    return _move(SavedSearch, gone, kept)


def _move_identities(gone: Customer, kept: Customer) -> list[int]:
    hers = set(Identity.objects.filter(customer=kept).values_list("kind", "value"))
    keys = [
        identity.pk
        for identity in Identity.objects.filter(customer=gone)
        if (identity.kind, identity.value) not in hers
    ]
    Identity.objects.filter(pk__in=keys).update(customer=kept)
    return keys


def _move_shortlist(gone: Customer, kept: Customer) -> list[int]:
    live = ShortlistEntry.objects.filter(removed_at=None)
    theirs = live.filter(shortlist__customer=gone)
    if not theirs.exists():
        return []
    shortlist, _ = Shortlist.objects.get_or_create(customer=kept)
    hers = live.filter(shortlist=shortlist).values_list("item_id", flat=True)
    theirs = theirs.exclude(item_id__in=list(hers))
    keys = list(theirs.values_list("pk", flat=True))
    ShortlistEntry.objects.filter(pk__in=keys).update(shortlist=shortlist)
    return keys
