"""The floor's main page: arrivals, the client, stock near the stone she likes, the sale."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from customers.models import Customer, Visit
from customers.selectors.called import call
from customers.selectors.people import root_of
from inventory.selectors.alarms import alarm_count
from inventory.selectors.availability import availability
from inventory.selectors.lookup import pieces_by_sku
from omni.lib.clock import now
from omni.lib.errors import Refused
from omni.lib.spoken import clock_time
from staff.models import Store

from .alarms import whose
from .arrivals import Arrivals, arrivals_of
from .client import TABS, Client, client_of
from .near import like_it, near_stone
from .sale import sale_of
from .sale_words import sale_html
from .stores import her_stores, remember

MOST_PIECES = 12


def floor_page(
    request: HttpRequest,
    store: Store,
    *,
    customer: Customer | None = None,
    skus: list[str] | None = None,
    chosen: dict[str, str] | None = None,
    status: int = 200,
    refusal: Refused | None = None,
    **said: object,
) -> HttpResponse:
    """The page about `customer`, or about who needs somebody first.

    `skus` are the pieces of the sale, else those in the address, else what is held for her.
    `said` is as `sale_html` takes it.
    """
    here = arrivals_of(store, request.user)
    client = _client(request, store, here, customer)
    skus = skus if skus is not None else _skus(request)
    hers = {claim.item_id for claim in client.held} if client else set()
    pieces = pieces_by_sku(skus or []) if skus is not None or client is None else [
        claim.item for claim in client.held
    ]  # fmt: skip
    likes = client.likes if client else next((p for p in pieces if hasattr(p, "stone")), None)
    at = request.GET.get("at", "")
    like = like_it(likes, at) if likes else []
    stock = availability({*like, *(piece.pk for piece in pieces)}) if likes or pieces else {}
    sale = sale_of(pieces, stock, store, hers, chosen)
    about = client and client.customer
    base = base_of(store, about)
    near = likes and near_stone(likes, stock, ids=like, store=store, at=at, hers=hers)
    context = {
        "section": "floor",
        "store": store,
        "stores": her_stores(request),
        "clock": clock_time(store.local(now())),
        "here": here,
        "client": client,
        "tabs": [(key, word) for key, (word, _) in TABS.items()],
        "near": near,
        "sale": sale,
        "panel": sale_html(request, store, sale, base=base, customer=about, **said),
        "refusal": refusal,
        "base": base,
        "alarms": alarm_count(whose(store, request.user)),
        "keep_sale": None if skus is None else ",".join(skus),
        "at": at,
        "topic": f"floor:{store.public_id}",
    }
    response = render(request, "floor/home.html", context, status=status)
    if status >= 400:
        response["HX-Push-Url"] = "false"  # the address of a refused form can't be opened again
    return remember(response, store, secure=request.is_secure())


def base_of(store: Store, customer: Customer | None) -> str:
    """The page's own address, also where it answers a form."""
    if customer is None:
        return reverse("floor:home", args=[store.slug])
    return reverse("floor:client", args=[store.slug, customer.public_id])


def _client(
    request: HttpRequest, store: Store, here: Arrivals, customer: Customer | None
) -> Client | None:
    everybody = here.mine + here.waiting + here.others
    visit = _visit_of(customer, everybody) if customer else _first(here)
    about = customer or (visit.customer if visit else None)
    if about is None:
        return None
    return client_of(about, store, visit, request.GET.get("show", ""), here.missing)


def _visit_of(customer: Customer, everybody: list) -> Visit | None:
    return next((one.visit for one in everybody if one.visit.customer_id == customer.pk), None)


def _first(here: Arrivals) -> Visit | None:
    """Mine, newest first; else who waits and is known."""
    mine = sorted(here.mine, key=lambda one: one.visit.taken_at, reverse=True)
    return next((one.visit for one in mine + here.waiting if one.visit.customer), None)


def _skus(request: HttpRequest) -> list[str] | None:
    """The pieces named in the address; None when it names none."""
    named = request.GET.get("sale")
    if named is None:
        return None
    return [sku for sku in named.upper().split(",") if sku and sku.isprintable()][:MOST_PIECES]


def customer_or_none(ref: uuid.UUID | None) -> Customer | None:
    """The person behind a public id, the one she turned out to be when merged."""
    found = Customer.objects.select_related("merged_into").filter(public_id=ref).first()
    person = root_of(found) if found else None
    call([person])
    return person
