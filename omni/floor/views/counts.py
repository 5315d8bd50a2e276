"""Counting a place on the floor: open it, scan what lies there, close it, correct the book."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from inventory.actions.abandon_count import abandon_count
from inventory.actions.close_count import close_count
from inventory.actions.correct_count import correct_count
from inventory.actions.open_count import open_count
from inventory.errors import BadQuantity
from inventory.models import Product, StockCount
from inventory.selectors.counts import count_versions, countable, counts_of, progress, result
from omni.lib.errors import Invalid, Refused
from omni.lib.idempotency import once
from staff.actors import actor_for
from staff.models import Role, Store
from staff.roles import may, staff_page

from ..counting import count_of, hear
from ..scanning import scans
from ..stores import FLOOR

LATELY = 12
State = StockCount.State


@staff_page(*FLOOR)
@require_safe
@never_cache
def counts(request: HttpRequest, store: Store) -> HttpResponse:
    return _counts(request, store)


def _counts(request: HttpRequest, store: Store, *, refusal=None, status: int = 200):
    rows = counts_of(store.pk)
    context = {
        "section": "stock", "store": store, "refusal": refusal, "places": countable(store.pk),
        "kinds": Product.Kind.choices, "open": rows.filter(state=State.OPEN),
        "done": rows.exclude(state=State.OPEN)[:LATELY],
    }  # fmt: skip
    return render(request, "floor/counts.html", context, status=status)


@staff_page(*FLOOR)
@require_POST
def open_one(request: HttpRequest, store: Store) -> HttpResponse:
    place = get_object_or_404(countable(store.pk), code=request.POST.get("place", ""))
    scope, note = request.POST.get("scope", ""), request.POST.get("note", "").strip()
    actor = actor_for(request)

    def run() -> dict:
        row = open_count(location=place, scope=scope, note=note, actor=actor)
        return {"count": str(row.public_id)}

    try:
        answer, _fresh = once(
            actor=actor, action="floor.count.open", key=request.POST.get("client_key"),
            body={"place": place.code, "scope": scope, "note": note}, run=run,
        )  # fmt: skip
    except Refused as refusal:
        return _counts(request, store, refusal=refusal, status=_status(refusal))
    return redirect("floor:count", store.slug, answer["count"])


@staff_page(*FLOOR)
@require_safe
@never_cache
def count(request: HttpRequest, store: Store, count: uuid.UUID) -> HttpResponse:
    return _page(request, store, count_of(count, store))


@staff_page(*FLOOR)
@require_safe
@never_cache
def count_now(request: HttpRequest, store: Store, count: uuid.UUID) -> HttpResponse:
    """The running totals alone, fetched again after each scan."""
    row = count_of(count, store)
    return render(request, "floor/parts/count-now.html", _context(request, store, row))


@staff_page(*FLOOR)
@require_POST
def scan(request: HttpRequest, store: Store, count: uuid.UUID) -> HttpResponse:
    """One tag, scanned or typed. A script hears a line of JSON, a form comes back to the page."""
    row, code = count_of(count, store), request.POST.get("code", "").strip()[:120]
    quantity, actor = _number(request.POST.get("quantity", "1")), actor_for(request)
    wants_json = "application/json" in request.headers.get("Accept", "")
    try:
        if quantity is None:
            raise BadQuantity
        heard, _fresh = once(
            actor=actor, action="floor.count.scan", key=request.POST.get("client_key"),
            body={"count": str(row.public_id), "code": code, "quantity": quantity},
            run=lambda: hear(count=row, code=code, quantity=quantity, actor=actor).as_dict(),
        )  # fmt: skip
    except Refused as refusal:
        if wants_json:
            raise
        return _page(request, store, row, refusal=refusal, status=_status(refusal))
    if wants_json:
        return JsonResponse(heard)
    return redirect("floor:count", store.slug, row.public_id)


@staff_page(*FLOOR)
@require_POST
def close(request: HttpRequest, store: Store, count: uuid.UUID) -> HttpResponse:
    """Its result is written down; the book is corrected by somebody who may, afterwards."""
    return _step(
        request, store, count, name="close",
        act=lambda row, actor: close_count(count=row, correct=False, actor=actor),
    )  # fmt: skip


@staff_page(Role.MANAGER)
@require_POST
def correct(request: HttpRequest, store: Store, count: uuid.UUID) -> HttpResponse:
    why = request.POST.get("why", "").strip()
    return _step(
        request, store, count, name="correct", body={"why": why},
        act=lambda row, actor: correct_count(count=row, why=why, actor=actor),
    )  # fmt: skip


@staff_page(*FLOOR)
@require_POST
def abandon(request: HttpRequest, store: Store, count: uuid.UUID) -> HttpResponse:
    return _step(
        request, store, count, name="abandon",
        act=lambda row, actor: abandon_count(count=row, actor=actor),
    )  # fmt: skip


def _step(
    request: HttpRequest, store: Store, count: uuid.UUID, *, name: str, act: Callable,
    body: dict | None = None,
) -> HttpResponse:  # fmt: skip
    row, actor = count_of(count, store), actor_for(request)
    try:
        once(
            actor=actor, action=f"floor.count.{name}", key=request.POST.get("client_key"),
            body=(body or {}) | {"count": str(row.public_id)},
            run=lambda: {"state": act(row, actor).state},
        )  # fmt: skip
    except Refused as refusal:
        again = count_of(count, store)
        return _page(request, store, again, refusal=refusal, status=_status(refusal))
    return redirect("floor:count", store.slug, row.public_id)


def _status(refusal: Refused) -> int:
    return 422 if isinstance(refusal, Invalid) else refusal.status


def _number(text: str) -> int | None:
    """From -9999 to 9999; None for what is no such number."""
    digits = text.strip().removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 5 else None


def _context(request: HttpRequest, store: Store, row: StockCount, refusal=None) -> dict:
    is_open, key = row.state == State.OPEN, str(row.public_id)
    return {
        "topic": f"count:{key}", "version": count_versions([key])[key],
        "section": "stock", "store": store, "count": row, "is_open": is_open, "refusal": refusal,
        "now": progress(row) if is_open else result(row),
        "kind": dict(Product.Kind.choices).get(row.scope, ""),
        "may_correct": row.state == State.CLOSED and not row.corrected_at
        and may(request.user, Role.MANAGER, store=store),
    }  # fmt: skip


@scans
def _page(
    request: HttpRequest, store: Store, row: StockCount, *, refusal=None, status: int = 200
) -> HttpResponse:
    return render(
        request, "floor/count.html", _context(request, store, row, refusal), status=status
    )
