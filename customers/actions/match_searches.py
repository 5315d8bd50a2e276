"""Find what is new for the searches that people keep; the worker does it once a minute.

Stock isn't slowed down for it: every change of what search counts has left the number of its
transaction at the listing, and each search remembers the number it has come to. No number is
skipped by a change that was written before and committed after: `marker` waits for those.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Min

from inventory.selectors.arrivals import changed_since, marker, news_of
from inventory.selectors.listed import matching_items
from inventory.selectors.places import store_places
from inventory.selectors.reading import read_query
from omni.lib.actors import Actor
from omni.lib.clock import now

from ..models import SavedSearch, SearchMatch

BATCH = 500
MOST_LOOKED_AT = 500
MOST_NEW = 50  # of one search at a time: who asks for everything isn't told of an import


def match_searches(*, actor: Actor) -> int:
    """Answers how many fits were found, those found before included. Few queries when nothing

    changed since.
    """
    mark, alerts = marker(), SavedSearch.objects.filter(removed_at=None).exclude(value="")
    # A restored database counts anew: a search can't have seen more than there is.
    alerts.filter(seen_up_to__gt=mark).update(seen_up_to=mark)
    oldest = alerts.aggregate(oldest=Min("seen_up_to"))["oldest"]
    changed = changed_since(oldest) if oldest is not None else {}
    found = 0
    while changed:
        with transaction.atomic():
            waiting = alerts.filter(seen_up_to__lt=mark).order_by("seen_up_to", "pk")
            batch = list(waiting.select_for_update(skip_locked=True)[:BATCH])
            if not batch:
                break
            found += _match(batch, changed)
            keys = [search.pk for search in batch]
            SavedSearch.objects.filter(pk__in=keys).update(seen_up_to=mark)
    return found


def _match(batch: Sequence[SavedSearch], changed: dict[int, int]) -> int:
    """One query for each different search, two more for what fits."""
    stores, alike = store_places().keys(), defaultdict(list)
    for search in batch:
        alike[search.query].append(search)
    rows = []
    for query, searches in alike.items():
        facets, oldest = read_query(query, stores), min(one.seen_up_to for one in searches)
        if not facets.narrows or ("place=" in query and not facets.places):
            continue  # the store it was about is gone: it would find everything
        fits = matching_items(facets, [pk for pk, at in changed.items() if at >= oldest])
        fits = sorted(fits, reverse=True)[:MOST_LOOKED_AT]
        news = news_of(fits, min(one.created_at for one in searches)) if fits else {}
        for search in searches:
            fresh = [
                pk for pk in fits
                if changed[pk] >= search.seen_up_to and news[pk].is_new(facets, search.created_at)
            ]  # fmt: skip
            rows += [
                SearchMatch(search=search, item_id=pk, found_at=now()) for pk in fresh[:MOST_NEW]
            ]
    SearchMatch.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
