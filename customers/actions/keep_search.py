"""Keep a search, say where she is told of new stones that fit, or let it go."""

from dataclasses import replace

from django.db import transaction

from inventory.selectors.arrivals import marker
from inventory.selectors.facets import SORTS, Facets
from omni.lib.actors import Actor
from omni.lib.clock import database_now, now
from omni.lib.errors import Invalid

from ..errors import ManySearches, NoAddress
from ..locks import lock_customer
from ..models import Consent, Customer, Identity, SavedSearch
from ..timeline import record
from .consent import give_consent

MOST = 20
WORDING = (
    "When a stone comes in that fits, we tell you: once a day at most, and never twice of the same."
)


@transaction.atomic
def keep_search(*, customer: Customer, facets: Facets, words: str, actor: Actor) -> SavedSearch:
    """What fits now she has seen. Kept already, it stays as it is. Raises `ManySearches`,
    `Invalid` for a search that asks for nothing."""
    if not facets.narrows:
        raise Invalid("Choose what to look for first.")
    herself, query = lock_customer(customer), replace(facets, sort=SORTS[0]).query
    kept = SavedSearch.objects.filter(customer=herself, removed_at=None)
    if standing := kept.filter(query=query).first():
        return standing
    if kept.count() >= MOST:
        raise ManySearches
    search = SavedSearch.objects.create(
        customer=herself, query=query, words=words[:300], seen_up_to=marker(),
        created_at=database_now(),
    )  # fmt: skip
    record(
        kind="kept_search", channel="web", actor=actor, customer=herself,
        ref=f"search:{search.public_id}", facts={"words": search.words[:160]},
    )  # fmt: skip
    return search


@transaction.atomic
def set_alert(*, search: SavedSearch, to: Identity | None, actor: Actor) -> SavedSearch:
    """Tell her at `to`, which she has proven, of what is new from now on; None: don't.

    Raises `NoAddress` for an address that isn't hers.
    """
    herself = lock_customer(search.customer)
    if to and (to.customer_id != herself.pk or to.proven_at is None):
        raise NoAddress
    locked = SavedSearch.objects.select_for_update().get(pk=search.pk)
    if to and not locked.value:
        locked.seen_up_to = marker()
    locked.kind, locked.value = (to.kind, to.value) if to else ("", "")
    locked.save(update_fields=["kind", "value", "seen_up_to"])
    if to:
        give_consent(
            customer=herself, purpose=Consent.Purpose.ALERTS, granted=True, wording=WORDING,
            source="her saved searches", actor=actor,
        )  # fmt: skip
    return locked


@transaction.atomic
def drop_search(*, search: SavedSearch, actor: Actor) -> None:
    """Nothing more is found for it; dropped twice, the first time counts."""
    SavedSearch.objects.filter(pk=search.pk, removed_at=None).update(removed_at=now())


@transaction.atomic
def stop_alerts(*, customer: Customer, actor: Actor) -> int:
    """No more messages about new stones, for any of her searches; the searches stay."""
    herself = lock_customer(customer)
    told = SavedSearch.objects.filter(customer=herself, removed_at=None).exclude(value="")
    stopped = told.update(kind="", value="")
    if stopped:
        give_consent(
            customer=herself, purpose=Consent.Purpose.ALERTS, granted=False, wording=WORDING,
            source="the link in a message", actor=actor,
        )  # fmt: skip
    return stopped
