"""Searches that she keeps: save one, say where she is told of new stones, let one go."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customers.actions.keep_search import drop_search, keep_search, set_alert, stop_alerts
from customers.addresses import shown
from customers.doors import customer_for_write
from customers.errors import NoAddress
from customers.models import Customer, Identity, SavedSearch
from customers.selectors.people import proven_addresses
from customers.selectors.searches import search_of, searches_of
from customers.stop_links import customer_of_stop_link
from inventory.selectors.places import store_places
from inventory.selectors.reading import read_query
from omni.lib.actors import Actor
from omni.lib.errors import Refused
from omni.lib.idempotency import once
from staff.context import chain

from ..facet_words import sentence, summaries

LONGEST = 800


@never_cache
@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
def save_search(request: HttpRequest) -> HttpResponse:
    """One deliberate act: a stranger becomes a customer by it."""
    places, query = store_places(), request.POST.get("query", "")[:LONGEST]
    facets = read_query(query, places.keys())
    words = summaries(facets, places, chain().currency)
    customer, actor, set_cookie = customer_for_write(request)

    def run() -> dict:
        search = keep_search(customer=customer, facets=facets, words=sentence(words), actor=actor)
        return {"search": str(search.public_id)}

    response = _done(
        request, "search.keep", {"query": facets.query}, run, actor=actor,
        words=_("Saved. Say here whether we may tell you of new ones."),
    )  # fmt: skip
    set_cookie(response)
    return response


@require_POST
def alert(request: HttpRequest, search: uuid.UUID) -> HttpResponse:
    """`to` is one of her addresses, or empty for no messages."""
    one, wanted = _hers(request, search), request.POST.get("to", "")
    _customer, actor, _set_cookie = customer_for_write(request)

    def run() -> dict:
        known = _addresses(request.customer)
        to = next((each for each in known if each.value == wanted), None)
        if wanted and to is None:
            raise NoAddress
        set_alert(search=one, to=to, actor=actor)
        return {"search": str(search)}

    body = {"search": str(search), "to": wanted}
    words = _("We’ll tell you, once a day at most.") if wanted else _("All right, no messages.")
    return _done(request, "search.alert", body, run, actor=actor, words=words)


@require_POST
def drop(request: HttpRequest, search: uuid.UUID) -> HttpResponse:
    one = _hers(request, search)
    _customer, actor, _set_cookie = customer_for_write(request)

    def run() -> dict:
        drop_search(search=one, actor=actor)
        return {"search": str(search)}

    body = {"search": str(search)}
    return _done(request, "search.drop", body, run, actor=actor, words=_("Removed."))


@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link at the end of a message. Opening it changes nothing; the button does."""
    customer = customer_of_stop_link(token)
    if customer is None:
        raise Http404
    if request.method == "POST":
        # Stopping twice is stopping: it needs no key.
        stop_alerts(customer=customer, actor=Actor("link", "stop", customer.name))
    context = {"is_done": request.method == "POST", "token": token}
    response = render(request, "storefront/searches-stop.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _hers(request: HttpRequest, ref: uuid.UUID) -> SavedSearch:
    """Raises `Http404` for anybody else's."""
    found = search_of(request.customer, ref) if request.customer else None
    if found is None:
        raise Http404
    return found


def _addresses(customer: Customer | None) -> list[Identity]:
    """Where she may be told: only once she has proven who she is, and on this device."""
    return proven_addresses(customer) if customer and customer.is_proven else []


def _done(
    request: HttpRequest, action: str, body: dict, run, *, actor: Actor, words: str
) -> HttpResponse:
    try:
        once(
            actor=actor, action=action, key=request.POST.get("client_key"), body=body, run=run
        )  # fmt: skip
    except Refused as refusal:
        return _page(request, refusal)
    messages.success(request, words)
    return redirect("storefront:searches")


def _page(request: HttpRequest, refusal: Refused | None = None) -> HttpResponse:
    customer = request.customer or None
    context = {
        "searches": searches_of(customer) if customer else [],
        "addresses": [(one.value, shown(one.value)) for one in _addresses(customer)],
        "refusal": refusal,
    }
    status = 200
    if refusal:
        status = 422 if refusal.status == 400 else refusal.status
    return render(request, "storefront/searches.html", context, status=status)
