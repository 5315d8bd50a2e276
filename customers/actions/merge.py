"""Merge an anonymous customer into the person she turned out to be; recorded, so it can be undone.

The timeline isn't touched: its owner is found through the merge. docs/merges.md says what moves.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import QuerySet

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
    moment = now()
    moved = {
        **move_shortlist(gone, kept),
        "identities": move_identities(gone, kept),
        "appointments": _move(Appointment, gone, kept),
        "passes": _move(Pass, gone, kept),
        "selections": _move(Selection, gone, kept),
        "shares": _move(SelectionShare, gone, kept),
        **_move_watches(gone, kept),
        **_move_searches(gone, kept),
        **_move_visits(gone, kept),
        "name": not kept.name and bool(gone.name),
    }
    if moved["name"]:
        kept.name = gone.name
        Customer.objects.filter(pk=kept.pk).update(name=gone.name)
    Customer.objects.filter(merged_into=gone).update(merged_into=kept)
    Customer.objects.filter(pk=gone.pk).update(merged_into=kept)
    Session.objects.filter(customer=gone, revoked_at=None).update(revoked_at=moment)
    signed_out(gone)
    gone.merged_into = kept
    emit(CustomersMerged(gone=gone, kept=kept, moved=moved))
    held = rehold(  # after payments and conversations: stock is locked last
        from_holder=f"customer:{gone.public_id}",
        to_holder=f"customer:{kept.public_id}",
        actor=actor,
    )
    moved["claims"] = {str(claim.public_id): claim.purpose for claim in held}
    return Merge.objects.create(
        gone=gone, kept=kept, at=moment, actor=str(actor), why=why, moved=moved
    )


def _move(model, gone: Customer, kept: Customer) -> list[int]:
    """One statement, so that nothing moves unwritten that a colleague adds at this moment."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET customer_id = %s WHERE customer_id = %s RETURNING id",
            [kept.pk, gone.pk],
        )
        return sorted(key for (key,) in cursor.fetchall())


def _move_visits(gone: Customer, kept: Customer) -> dict:
    """One person is in one store at a time: of two open visits the kept one's stays open."""
    closed = []
    if Visit.objects.filter(customer=kept, closed_at=None).exists():
        closed = _ended(Visit.objects.filter(customer=gone, closed_at=None), closed_at=now())
    return {"visits": _move(Visit, gone, kept), "visits_closed": closed}


def _move_watches(gone: Customer, kept: Customer) -> dict:
    """What both wait for, the kept one waits for."""
    waiting = FreeWatch.objects.filter(ended_at=None)
    both = list(waiting.filter(customer=kept).values_list("item", flat=True))
    stopped = _ended(
        waiting.filter(customer=gone, item__in=both),
        ended_at=now(), outcome=FreeWatch.Outcome.STOPPED,
    )  # fmt: skip
    return {"watches": _move(FreeWatch, gone, kept), "watches_stopped": stopped}


def _move_searches(gone: Customer, kept: Customer) -> dict:
    """Of the same search twice, the kept one's stays."""
    live = SavedSearch.objects.filter(removed_at=None)
    both = list(live.filter(customer=kept).values_list("query", flat=True))
    removed = _ended(live.filter(customer=gone, query__in=both), removed_at=now())
    return {"searches": _move(SavedSearch, gone, kept), "searches_removed": removed}


def _ended(rows: QuerySet, **how: object) -> list[int]:
    """The keys of these rows, which end so."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.model.objects.filter(pk__in=keys).update(**how)
    return keys


def move_identities(gone: Customer, kept: Customer) -> list[int]:
    """Of an address that both have, the gone one's stays behind."""
    hers = set(Identity.objects.filter(customer=kept).values_list("kind", "value"))
    keys = [
        identity.pk
        for identity in Identity.objects.filter(customer=gone).order_by("pk")
        if (identity.kind, identity.value) not in hers
    ]
    Identity.objects.filter(pk__in=keys).update(customer=kept)
    return keys


def move_shortlist(gone: Customer, kept: Customer, items: Iterable[int] | None = None) -> dict:
    """Of a piece on both lists the gone one's entry stays behind; `items` are all unless named."""
    live = ShortlistEntry.objects.filter(removed_at=None)
    theirs = live.filter(shortlist__customer=gone)
    if items is not None:
        theirs = theirs.filter(item_id__in=items)
    if not theirs.exists():
        return {"entries": [], "shortlist_made": False}
    shortlist, made = Shortlist.objects.get_or_create(customer=kept)
    hers = live.filter(shortlist=shortlist).values_list("item_id", flat=True)
    theirs = theirs.exclude(item_id__in=list(hers))
    keys = list(theirs.order_by("pk").values_list("pk", flat=True))
    ShortlistEntry.objects.filter(pk__in=keys).update(shortlist=shortlist)
    return {"entries": keys, "shortlist_made": made}
