"""Keep a piece for the client while she tries it; let a hold go, or make it longer, and say why."""

import datetime as dt
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from customers.actions.try_on import try_on
from inventory.actions.extend_claims import extend_claims
from inventory.actions.release import release_claims
from inventory.models import Claim, Item
from omni.lib.errors import Invalid, NotAllowed, Refused
from omni.lib.idempotency import once
from staff.actors import actor_for
from staff.models import Store
from staff.roles import may, staff_page

from ..lookup import MANAGING, longer, may_extend, may_release
from ..stores import FLOOR
from .stock import client_named, stock_page


@staff_page(*FLOOR)
@require_POST
def hold(request: HttpRequest, store: Store) -> HttpResponse:
    """Two hours for the client whose profile is open."""
    client = client_named(request.POST.get("client", ""))
    if client is None:
        raise Http404
    item = get_object_or_404(Item, sku=request.POST.get("sku", ""))
    actor = actor_for(request)

    def run() -> dict:
        claim = try_on(customer=client, item=item, store=store, actor=actor)
        return {"claim": str(claim.public_id)}

    body = {"sku": item.sku, "client": str(client.public_id)}
    try:
        once(
            actor=actor, action="floor.hold", key=request.POST.get("client_key"), body=body,
            run=run,
        )  # fmt: skip
    except Refused as refusal:
        return _refused(request, store, item.sku, client, refusal)
    return redirect("floor:client", store.slug, client.public_id)


@staff_page(*FLOOR)
@require_POST
def let_go(request: HttpRequest, store: Store) -> HttpResponse:
    """Free the piece; the reason is kept with the hold."""
    claim, client = claim_named(request), client_named(request.POST.get("client", ""))
    why, actor = request.POST.get("why", "").strip()[:60], actor_for(request)

    def run() -> dict:
        release_claims(claims=[claim.public_id], why=why, actor=actor)
        return {"claim": str(claim.public_id)}

    try:
        if not may_release(claim, store):
            raise NotAllowed("This hold isn’t this store’s to end. Ring the store that has it.")
        if len(why) < 3:
            raise Invalid("Say why in a few words, so that the next one understands.")
        once(
            actor=actor, action="floor.let_go", key=request.POST.get("client_key"),
            body={"claim": str(claim.public_id), "why": why}, run=run,
        )  # fmt: skip
    except Refused as refusal:
        return _refused(request, store, claim.item.sku, client, refusal)
    return _back(store, claim, client)


@staff_page(*FLOOR)
@require_POST
def extend(request: HttpRequest, store: Store) -> HttpResponse:
    """Hold it for some hours more; the reason stays with the hold."""
    claim, client = claim_named(request), client_named(request.POST.get("client", ""))
    why, hours = request.POST.get("why", "").strip()[:60], request.POST.get("hours", "")
    actor, manages = actor_for(request), may(request.user, *MANAGING, store=store)

    def run() -> dict:
        until = claim.expires_at + dt.timedelta(hours=int(hours))
        extend_claims(claims=[claim.public_id], expires_at=until, why=why, actor=actor)
        return {"claim": str(claim.public_id)}

    try:
        if not may_extend(claim, store):
            raise NotAllowed("This hold isn’t this store’s to extend. Ring the store that has it.")
        if hours not in {str(number) for number, _word in longer(manages=manages)}:
            raise Invalid("Choose how much longer from the list.")
        once(
            actor=actor, action="floor.extend", key=request.POST.get("client_key"),
            body={"claim": str(claim.public_id), "hours": hours, "why": why}, run=run,
        )  # fmt: skip
    except Refused as refusal:
        return _refused(request, store, claim.item.sku, client, refusal)
    return _back(store, claim, client)


def claim_named(request: HttpRequest) -> Claim:
    claims = Claim.objects.select_related("item", "record__location")
    return get_object_or_404(claims, public_id=_ref(request.POST.get("claim", "")))


def _back(store: Store, claim: Claim, client) -> HttpResponse:
    query = f"?q={claim.item.sku}" + (f"&client={client.public_id}" if client else "")
    return redirect(reverse("floor:stock", args=[store.slug]) + query)


def _ref(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


def _refused(request: HttpRequest, store: Store, sku: str, client, refusal: Refused):
    status = 422 if refusal.status == 400 else refusal.status
    return stock_page(request, store, sku, client, refusal=refusal, status=status)
