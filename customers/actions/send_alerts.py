"""Tell people of new stones for their searches: one message a day at most, with three of them."""

import datetime as dt
from collections import Counter

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from inventory.selectors.availability import availability
from notifications.actions.write import write_message
from notifications.marks import unmarked
from omni.lib import money
from omni.lib.actors import Actor
from omni.lib.clock import now
from staff.selectors.places import active_stores

from ..locks import lock_customer
from ..models import Customer, Identity, SavedSearch, SearchMatch
from ..quiet import may_ring
from ..stop_links import stop_link

BATCH = 200
SHOWN = 3
PAUSE = dt.timedelta(hours=24)


def send_alerts(*, actor: Actor) -> int:
    """Everybody with something new who wasn't told within a day; answers how many were."""
    stores = active_stores()
    home, sent, after = stores[0].zone if stores else "", 0, 0
    while True:
        people = list(_due().filter(pk__gt=after).order_by("pk")[:BATCH])
        if not people:
            return sent
        after = people[-1].pk
        sent += sum(_tell(customer, home, actor) for customer in people)


def _waiting(customer: Customer | OuterRef) -> QuerySet[SearchMatch]:
    return SearchMatch.objects.filter(
        search__customer=customer, search__removed_at=None, ended_at=None
    ).exclude(search__value="")


def _due() -> QuerySet[Customer]:
    told = SearchMatch.objects.filter(
        search__customer=OuterRef("pk"), outcome=SearchMatch.Outcome.TOLD,
        ended_at__gt=now() - PAUSE,
    )  # fmt: skip
    return Customer.objects.filter(Exists(_waiting(OuterRef("pk"))), ~Exists(told))


@transaction.atomic
def _tell(customer: Customer, home: str, actor: Actor) -> bool:
    """Her row is locked, so that two workers can't both write to her today."""
    herself = lock_customer(customer)
    if not _due().filter(pk=herself.pk).exists():
        return False
    matches = list(_waiting(herself).select_related("search", "item").order_by("-item_id"))
    stock = availability({match.item_id for match in matches})
    known = _heard_of(herself, stock)
    free = [m for m in matches if stock[m.item_id].kind == "go" and m.item_id not in known]
    over = [m for m in matches if stock[m.item_id].kind == "gone" or m.item_id in known]
    _end(over, SearchMatch.Outcome.GONE)
    search = free[0].search if free else None
    if search is None or not may_ring(herself, search.kind, home, now()):
        return False
    _write(herself, search, free, actor)
    _end(free, SearchMatch.Outcome.TOLD)
    return True


def _heard_of(customer: Customer, item_ids) -> set[int]:
    """What she was told of for another search of hers."""
    told = SearchMatch.objects.filter(
        search__customer=customer, outcome=SearchMatch.Outcome.TOLD, item_id__in=list(item_ids)
    )
    return set(told.values_list("item_id", flat=True))


def _end(matches: list[SearchMatch], outcome: str) -> None:
    keys = [match.pk for match in matches]
    SearchMatch.objects.filter(pk__in=keys).update(ended_at=now(), outcome=outcome)


def _write(customer: Customer, search: SavedSearch, free: list[SearchMatch], actor: Actor) -> None:
    """`search` is the one that the newest of them is for; the link opens it."""
    items = list(dict.fromkeys(match.item for match in free))
    count = len(items)
    hello = f"Hi {customer.given_name}. " if customer.given_name else ""
    what = "A new stone matches" if count == 1 else f"{count} new stones match"
    which = "your searches" if len(Counter(m.search_id for m in free)) > 1 else f"“{search.words}”"
    shown = "; ".join(
        f"{item.title}, {money.shown(item.price, item.currency)}" for item in items[:SHOWN]
    )
    more = f"; and {count - SHOWN} more" if count > SHOWN else ""
    link = f"{settings.PUBLIC_URL}{reverse('storefront:search')}?{search.query}"
    words = unmarked(f"{hello}{what} {which}: {shown}{more}. {link} ")
    write_message(
        channel="sms" if search.kind == Identity.Kind.PHONE else "email",
        purpose="news",
        to_address=search.value,
        recipient=f"customer:{customer.public_id}",
        subject=unmarked(f"{what} {which}")[:120],
        body=words + "No more of these: {stop}",
        secrets={"stop": stop_link(customer)},
        dedupe_key=f"alert:{customer.public_id}:{free[0].pk}",
        actor=actor,
    )
