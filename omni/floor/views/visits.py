"""Greet somebody, see her off, or write down that she is here."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from customers.actions.arrive import arrive
from customers.actions.close_visit import close_visit
from customers.actions.take_visit import take_visit
from customers.models import Visit
from omni.lib.errors import Invalid, Refused
from omni.lib.idempotency import once
from staff.actors import actor_for
from staff.models import Store
from staff.roles import staff_page

from ..page import customer_or_none, floor_page
from ..stores import FLOOR


@staff_page(*FLOOR)
@require_POST
def take(request: HttpRequest, store: Store, visit: uuid.UUID) -> HttpResponse:
    """I'm on my way: hers from now on, and gone from everybody else's queue."""
    row, actor = _visit(store, visit), actor_for(request)

    def run() -> dict:
        return _ref(take_visit(visit=visit, user=request.user, actor=actor))

    return _done(request, store, row, "floor.take", run)


@staff_page(*FLOOR)
@require_POST
def leave(request: HttpRequest, store: Store, visit: uuid.UUID) -> HttpResponse:
    row, actor = _visit(store, visit), actor_for(request)
    answer = _done(
        request, store, row, "floor.leave", lambda: _ref(close_visit(visit=visit, actor=actor))
    )
    return answer if answer.status_code >= 400 else redirect("floor:home", store.slug)


@staff_page(*FLOOR)
@require_POST
def arrive_here(request: HttpRequest, store: Store) -> HttpResponse:
    """Somebody found by her mobile, or strangers: `guests` of them, `looking` or not."""
    actor, customer = actor_for(request), None
    named = request.POST.get("customer", "")
    if named:
        customer = customer_or_none(_uuid(named))
        if customer is None:
            raise Http404
    guests = request.POST.get("guests", "1")
    looking = request.POST.get("looking") == "yes"
    body = {"store": store.slug, "customer": named, "guests": guests, "looking": looking}
    try:
        if guests not in set("123456789"):
            raise Invalid("Say how many came, from 1 to 9.")
        _once(request, "floor.arrive", body, lambda: _ref(arrive(
            customer=customer, store=store, guests=int(guests), looking=looking, actor=actor
        )))  # fmt: skip
    except Refused as refusal:
        return _refused(request, store, refusal)
    if customer:
        return redirect("floor:client", store.slug, customer.public_id)
    return redirect("floor:home", store.slug)


def _visit(store: Store, ref: uuid.UUID) -> Visit:
    return get_object_or_404(Visit.objects.select_related("customer"), public_id=ref, store=store)


def _ref(visit: Visit) -> dict:
    return {"visit": str(visit.public_id)}


def _done(request: HttpRequest, store: Store, visit: Visit, action: str, run) -> HttpResponse:
    try:
        _once(request, action, {"visit": str(visit.public_id)}, run)
    except Refused as refusal:
        return _refused(request, store, refusal)
    if visit.customer:
        return redirect("floor:client", store.slug, visit.customer.public_id)
    return redirect("floor:home", store.slug)


def _once(request: HttpRequest, action: str, body: dict, run) -> dict:
    key = request.POST.get("client_key")
    return once(actor=actor_for(request), action=action, key=key, body=body, run=run)[0]


def _refused(request: HttpRequest, store: Store, refusal: Refused) -> HttpResponse:
    status = 422 if refusal.status == 400 else refusal.status
    return floor_page(request, store, refusal=refusal, status=status)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
