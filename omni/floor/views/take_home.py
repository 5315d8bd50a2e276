"""A client takes a piece of this store home on approval."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from customers.selectors.holders import holders_of
from inventory.actions.claim import ClaimLine
from inventory.actions.open_memo import open_memo
from inventory.models import Item
from inventory.selectors.places import place_of_piece
from omni.lib.clock import now
from omni.lib.errors import Invalid, Refused
from omni.lib.idempotency import once
from staff.actors import actor_for
from staff.models import Role, Store
from staff.roles import staff_page

from .stock import LONGEST_LOAN, client_named, stock_page


@staff_page(Role.MANAGER)
@require_POST
def take_home(request: HttpRequest, store: Store) -> HttpResponse:
    """One piece, free or held for her, until a day within a month."""
    client = client_named(request.POST.get("client", ""))
    if client is None:
        raise Http404
    item = get_object_or_404(Item, sku=request.POST.get("sku", ""))
    due, actor = _day(request.POST.get("due", "")), actor_for(request)
    today = store.local(now()).date()

    def run() -> dict:
        origin = place_of_piece(item.pk, store.pk)
        if origin is None:
            raise Invalid("That piece isn’t here.")
        if due is None or not today < due <= today + LONGEST_LOAN:
            raise Invalid("Choose a day within the next month.")
        mine = holders_of(client)
        memo = open_memo(
            holder=mine[0], also=tuple(mine[1:]), origin=origin, lines=[ClaimLine(item.pk)],
            due_on=due, actor=actor,
        )  # fmt: skip
        return {"memo": memo.number}

    body = {"sku": item.sku, "client": str(client.public_id), "due": str(due)}
    try:
        once(
            actor=actor, action="floor.take_home", key=request.POST.get("client_key"), body=body,
            run=run,
        )  # fmt: skip
    except Refused as refusal:
        status = 422 if isinstance(refusal, Invalid) else refusal.status
        return stock_page(request, store, item.sku, client, refusal=refusal, status=status)
    return redirect("floor:client", store.slug, client.public_id)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
