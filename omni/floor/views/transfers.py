"""Transfers on the floor: what to pack and send, what arrives, and bringing a piece here."""

import uuid
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customers.actions.ask_again import ask_again
from inventory.actions.cancel_transfer import cancel_transfer
from inventory.actions.pick_transfer import pick_transfer
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.request_transfer import Wish, request_transfer
from inventory.actions.ship_transfer import ship_transfer
from inventory.actions.write_off_transfer import write_off_transfer
from inventory.errors import BadQuantity
from inventory.models import Item, Location, Transfer
from inventory.selectors.tags import item_by_code
from inventory.selectors.transfers import (
    inbox,
    last_asked,
    line_with,
    transfer_versions,
    version_of,
)
from omni.lib.errors import Invalid, NotAllowed, Refused
from omni.lib.idempotency import once
from staff.actors import actor_for
from staff.models import Store
from staff.roles import staff_page

from ..holders import holders
from ..page import customer_or_none
from ..scanning import scans
from ..sending import best_source, may_bring, may_receive, may_send, transfer_of
from ..stores import FLOOR
from .hold import claim_named
from .stock import client_named, stock_page


@staff_page(*FLOOR)
@require_safe
@never_cache
def transfers(request: HttpRequest, store: Store) -> HttpResponse:
    key = str(store.public_id)
    context = {
        "section": "stock", "store": store, "topic": f"transfers:{key}",
        "version": transfer_versions([key])[key], "inbox": inbox(store.pk),
    }  # fmt: skip
    return render(request, "floor/transfers.html", context)


@staff_page(*FLOOR)
@require_safe
@never_cache
def transfer(request: HttpRequest, store: Store, transfer: uuid.UUID) -> HttpResponse:
    return _page(request, store, transfer_of(transfer, store))


@staff_page(*FLOOR)
@require_POST
def bring_here(request: HttpRequest, store: Store) -> HttpResponse:
    """Ask the place that has it free and is soonest here."""
    item = get_object_or_404(Item, sku=request.POST.get("sku", ""))
    here = Location.objects.filter(store=store, kind=Location.Kind.STORE).order_by("pk").first()
    if here is None:
        raise Http404
    actor = actor_for(request)

    def run() -> dict:
        way = best_source(item, store)
        if way is None:
            raise Invalid("No other place has a free one to send.")
        row = request_transfer(
            source=Location.objects.get(pk=way.place.location_id), destination=here,
            lines=[Wish(item.pk)], due_on=way.on, actor=actor,
        )  # fmt: skip
        return {"transfer": str(row.public_id)}

    try:
        answer, _fresh = once(
            actor=actor, action="floor.bring", key=request.POST.get("client_key"),
            body={"sku": item.sku, "store": store.slug}, run=run,
        )  # fmt: skip
    except Refused as refusal:
        return stock_page(request, store, item.sku, None, refusal=refusal, status=_status(refusal))
    return redirect("floor:transfer", store.slug, answer["transfer"])


@staff_page(*FLOOR)
@require_POST
def bring_held(request: HttpRequest, store: Store) -> HttpResponse:
    """Ask once more for what is held for somebody who comes here; her hold goes along."""
    claim, client = claim_named(request), client_named(request.POST.get("client", ""))
    whose = holders([claim], store)[claim.holder]
    actor = actor_for(request)

    def run() -> dict:
        asked = last_asked([claim]).get(claim.pk)
        hers = customer_or_none(whose.customer) if whose.customer else None
        if hers is None or not may_bring(claim, whose.store_id, asked, store):
            raise NotAllowed("This piece isn’t kept for somebody who comes here, or is on its way.")
        row = ask_again(customer=hers, claim=claim, store=store, actor=actor)
        return {"transfer": str(row.public_id)}

    try:
        answer, _fresh = once(
            actor=actor, action="floor.bring_held", key=request.POST.get("client_key"),
            body={"claim": str(claim.public_id), "store": store.slug}, run=run,
        )  # fmt: skip
    except Refused as refusal:
        status, sku = _status(refusal), claim.item.sku
        return stock_page(request, store, sku, client, refusal=refusal, status=status)
    return redirect("floor:transfer", store.slug, answer["transfer"])


@staff_page(*FLOOR)
@require_POST
def pack(request: HttpRequest, store: Store, transfer: uuid.UUID) -> HttpResponse:
    """One more piece is in the box: its tag was scanned or typed."""
    row, code = transfer_of(transfer, store), request.POST.get("code", "")

    def run(actor) -> Transfer:
        line = line_with(row, getattr(item_by_code(code), "pk", None))
        if line is None:
            raise Invalid("That piece isn’t asked for here.")
        return pick_transfer(transfer=row, picked={line.pk: line.picked + 1}, actor=actor)

    return _step(request, store, row, name="pack", body={"code": code}, act=run, allowed=may_send)


@staff_page(*FLOOR)
@require_POST
def send(request: HttpRequest, store: Store, transfer: uuid.UUID) -> HttpResponse:
    row, carrier = transfer_of(transfer, store), request.POST.get("carrier", "").strip()[:80]
    return _step(
        request, store, row, name="send", body={"carrier": carrier}, allowed=may_send,
        act=lambda actor: ship_transfer(transfer=row, carrier=carrier, actor=actor),
    )  # fmt: skip


@staff_page(*FLOOR)
@require_POST
def arrived(request: HttpRequest, store: Store, transfer: uuid.UUID) -> HttpResponse:
    """How many of each line arrived; a line that isn't named has arrived in full."""
    row = transfer_of(transfer, store)
    numbers = {
        line.pk: _number(request.POST.get(f"line-{line.pk}"), line.on_the_way)
        for line in row.lines.all()
    }
    return _step(
        request, store, row, name="arrived", body={"lines": numbers}, allowed=may_receive,
        act=lambda actor: receive_transfer(transfer=row, received=numbers, actor=actor),
    )  # fmt: skip


@staff_page(*FLOOR)
@require_POST
def call_off(request: HttpRequest, store: Store, transfer: uuid.UUID) -> HttpResponse:
    """Before it leaves it is cancelled; what never arrived is written off. Both say why."""
    row, why = transfer_of(transfer, store), request.POST.get("why", "").strip()
    lost = row.state == Transfer.State.SHORT
    action = write_off_transfer if lost else cancel_transfer
    return _step(
        request, store, row, name="call-off", body={"why": why},
        act=lambda actor: action(transfer=row, why=why, actor=actor),
        allowed=may_receive if lost else _either,
    )  # fmt: skip


def _either(row: Transfer, store: Store) -> bool:
    return may_send(row, store) or may_receive(row, store)


def _number(text: str | None, whole: int) -> int:
    if text is None:
        return whole
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Http404
    return int(text)


def _step(
    request: HttpRequest, store: Store, row: Transfer, *, name: str, body: dict,
    act: Callable, allowed: Callable,
) -> HttpResponse:  # fmt: skip
    actor = actor_for(request)

    def run() -> dict:
        return {"state": act(actor).state}

    try:
        if not allowed(row, store):
            raise NotAllowed("That is the other store’s to do.")
        once(
            actor=actor, action=f"floor.transfer.{name}", key=request.POST.get("client_key"),
            body=body | {"transfer": str(row.public_id)}, run=run,
        )  # fmt: skip
    except Refused as refusal:
        again = transfer_of(row.public_id, store)
        return _page(request, store, again, refusal=refusal, status=_status(refusal))
    return redirect("floor:transfer", store.slug, row.public_id)


def _status(refusal: Refused) -> int:
    return 422 if isinstance(refusal, Invalid | BadQuantity) else refusal.status


@scans
def _page(
    request: HttpRequest, store: Store, row: Transfer, *, refusal=None, status: int = 200
) -> HttpResponse:
    context = {
        "section": "stock", "store": store, "transfer": row, "refusal": refusal,
        "topic": f"transfer:{row.public_id}", "version": version_of(row),
        "may_send": may_send(row, store), "may_receive": may_receive(row, store),
        "packed": all(line.picked == line.quantity for line in row.lines.all()),
        "some": any(line.picked for line in row.lines.all()),
    }  # fmt: skip
    return render(request, "floor/transfer.html", context, status=status)
