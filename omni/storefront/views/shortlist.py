"""Her shortlist, and the heart that puts a piece on it."""

import uuid

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customers.actions.shortlist import add_to_shortlist, remove_from_shortlist
from customers.context import listed
from customers.doors import customer_for_write
from customers.live import topic_of, version_of
from customers.selectors.shortlist import addable, removable, shortlist_count
from inventory.models import Item
from inventory.selectors.search import Found, heads
from omni.lib.errors import Refused
from omni.lib.idempotency import once, parsed_key

from ..cards import Card, cards
from ..jewel_cards import jewels_found
from ..kept_pieces import kept_pieces
from ..made_cards import rings_found
from ..next import page_before
from .compare import MOST


@never_cache
@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    """What she likes, newest first, with live badges; htmx asks for the list alone."""
    found = heads(listed(request))
    stones = cards(request, found)
    context = {
        "cards": _with_others(request, found, stones), "section": "shortlist",
        "kept": kept_pieces(request),
        "compare_url": compare_url(stones),
    }  # fmt: skip
    if request.customer:
        context |= {"topic": topic_of(request.customer), "version": version_of(request.customer)}
    part = "HX-Request" in request.headers and "HX-Boosted" not in request.headers
    template = "storefront/parts/shortlist.html" if part else "storefront/shortlist.html"
    return render(request, template, context)


def _with_others(request: HttpRequest, found: list[Found], stones: list[Card]) -> list[Card]:
    """And the finished rings and the jewellery, in the order of her list.

    Two more queries when it has any that are no stones, and two when some of those are no rings.
    """
    shown = {card.item_id: card for card in stones}
    for cards_of in (rings_found, jewels_found):
        others = [one for one in found if one.item_id not in shown]
        if others:
            shown |= {card.item_id: card for card in cards_of(request, others)}
    return [shown[one.item_id] for one in found if one.item_id in shown]


def compare_url(found: list[Card]) -> str:
    """The newest stones of her list side by side; empty with fewer than two."""
    newest = [card.sku for card in found][:MOST]
    if len(newest) < 2:
        return ""
    return f"{reverse('storefront:compare')}?{urlencode({'sku': newest}, doseq=True)}"


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    return _change(request, add_to_shortlist, addable(), on=True)


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    return _change(request, remove_from_shortlist, removable(request.customer), on=False)


def _change(request: HttpRequest, action, pieces: QuerySet[Item], *, on: bool) -> HttpResponse:
    """One deliberate act: a stranger becomes a customer by it. Answers the heart as it is now."""
    item = get_object_or_404(pieces, sku=request.POST.get("sku", ""))
    customer, actor, set_cookie = customer_for_write(request)

    def run() -> dict:
        return {"changed": action(customer=customer, item=item, actor=actor)}

    try:
        once(
            actor=actor,
            action="shortlist.add" if on else "shortlist.remove",
            key=_key(request, item),
            body={"sku": item.sku},
            run=run,
        )
    except Refused as refusal:
        response = _refused(request, refusal)
    else:
        response = _done(request, customer, item, on)
    set_cookie(response)
    return response


def _key(request: HttpRequest, item: Item) -> object:
    """Its own form's, or for this piece what follows from the key that a page's hearts share."""
    shared = request.POST.get("page_key")
    return uuid.uuid5(parsed_key(shared), item.sku) if shared else request.POST.get("client_key")


def _done(request: HttpRequest, customer, item: Item, on: bool) -> HttpResponse:
    if "HX-Request" not in request.headers:
        return redirect(page_before(request, reverse("storefront:shortlist")))
    context = {
        "sku": item.sku,
        "on": on,
        "words": request.POST.get("words"),
        "shortlist_count": shortlist_count(customer),
        "oob": True,
    }
    return render(request, "storefront/parts/heart-answer.html", context)


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    if "HX-Request" in request.headers:
        return HttpResponse(refusal.message, status=refusal.status, content_type="text/plain")
    return render(request, "400.html", {"refusal": refusal}, status=refusal.status)
