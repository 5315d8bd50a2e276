"""Lists on the floor: put pieces together for a client, order them, say why, print them."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customers.actions.compose_selection import (
    MOST,
    Line,
    add_to_selection,
    begin_selection,
    edit_selection,
)
from customers.lists_out import KINDS, file_of, rows_of
from customers.lists_out.kept import is_short, kept_file
from customers.models import Customer, Selection
from customers.selectors.selections import draft_of, pieces_of, selections_of
from inventory.models import Item
from inventory.selectors.lookup import pieces_by_sku
from inventory.selectors.tags import item_by_code
from omni.lib.errors import Invalid, Refused
from omni.lib.idempotency import once
from staff.actors import actor_for
from staff.models import Store
from staff.roles import staff_page

from ..selection_page import selection_of, selection_page
from ..stores import FLOOR
from .stock import client_named, stock_page

MOVES = {"up": -1, "down": 1}


@staff_page(*FLOOR)
@require_safe
@never_cache
def selections(request: HttpRequest, store: Store) -> HttpResponse:
    context = {"section": "stock", "store": store, "selections": selections_of(store)}
    return render(request, "floor/selections.html", context)


@staff_page(*FLOOR)
@require_safe
@never_cache
def selection(request: HttpRequest, store: Store, selection: uuid.UUID) -> HttpResponse:
    return selection_page(request, store, selection_of(selection, store))


@staff_page(*FLOOR)
@require_POST
def begin(request: HttpRequest, store: Store) -> HttpResponse:
    """Onto the list that she is putting together for this client, or onto a new one."""
    items = pieces_by_sku(request.POST.getlist("sku")[:MOST])
    if not items:
        raise Http404
    client, actor = client_named(request.POST.get("client", "")), actor_for(request)
    skus = [item.sku for item in items]

    def run() -> dict:
        chosen = draft_of(request.user, store, client) or begin_selection(
            title=_title(client), store=store, made_by=request.user, customer=client,
            item=items[0], actor=actor,
        )  # fmt: skip
        for item in items:
            add_to_selection(selection=chosen, item=item, actor=actor)
        return {"selection": str(chosen.public_id)}

    body = {"skus": skus, "client": str(client.public_id) if client else ""}
    try:
        result, _fresh = once(
            actor=actor, action="floor.selection", key=request.POST.get("client_key"), body=body,
            run=run,
        )  # fmt: skip
    except Refused as refusal:
        status = 422 if refusal.status == 400 else refusal.status
        return stock_page(request, store, skus[0], client, refusal=refusal, status=status)
    return redirect("floor:selection", store.slug, result["selection"])


@staff_page(*FLOOR)
@require_POST
def add(request: HttpRequest, store: Store, selection: uuid.UUID) -> HttpResponse:
    """One more piece, by its tag, stock number or report."""
    chosen, actor = selection_of(selection, store), actor_for(request)
    code = request.POST.get("code", "").strip()[:120]

    def run() -> dict:
        item = item_by_code(code)
        if item is None:
            raise Invalid(_("Nothing of ours has that tag, stock number or report."))
        add_to_selection(selection=chosen, item=item, actor=actor)
        return {"item": item.sku}

    return _done(request, chosen, "floor.selection_add", {"code": code}, run)


@staff_page(*FLOOR)
@require_POST
def edit(request: HttpRequest, store: Store, selection: uuid.UUID) -> HttpResponse:
    """Its name, and each piece's note and place.

    `move` is `up:<sku>`, `down:<sku>`, `off:<sku>` or nothing.
    """
    chosen, actor = selection_of(selection, store), actor_for(request)
    title, move = request.POST.get("title", ""), request.POST.get("move", "")
    skus, notes = request.POST.getlist("sku"), request.POST.getlist("note")
    body = {"title": title, "skus": skus, "notes": notes, "move": move}

    def run() -> dict:
        lines = _moved(_lines(skus, notes), move)
        edit_selection(selection=chosen, title=title, lines=lines, actor=actor)
        return {"selection": str(chosen.public_id)}

    return _done(request, chosen, "floor.selection_edit", body, run)


@staff_page(*FLOOR)
@require_safe
@never_cache
def selection_file(
    request: HttpRequest, store: Store, selection: uuid.UUID, kind: str
) -> HttpResponse:
    """For those who like paper, and for a spreadsheet."""
    chosen = selection_of(selection, store)
    if kind not in KINDS:
        raise Http404
    rows = rows_of(pieces_of(chosen))
    file = kept_file(chosen, rows) if kind == "pdf" else None
    if kind == "pdf" and file is None and not is_short(rows):
        return redirect("floor:selection-catalogue", store.slug, selection)
    response = HttpResponse(file or file_of(chosen, rows, kind), content_type=KINDS[kind])
    name = slugify(chosen.title) or "list"
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _title(client: Customer | None) -> str:
    if client and client.given_name:
        return _("For %(name)s") % {"name": client.given_name}
    return _("A few to look at")


def _lines(skus: list[str], notes: list[str]) -> list[Line]:
    """In the order of the form; one query. Raises `Invalid` for what no form of ours sends."""
    if len(skus) != len(notes):
        raise Invalid
    found = {item.sku: item for item in Item.objects.filter(sku__in=skus)}
    if set(skus) != set(found):
        raise Invalid
    return [Line(found[sku], note) for sku, note in zip(skus, notes, strict=True)]


def _moved(lines: list[Line], move: str) -> list[Line]:
    way, _colon, sku = move.partition(":")
    at = next((n for n, line in enumerate(lines) if line.item.sku == sku), None)
    if at is None:
        return lines
    line = lines.pop(at)
    if way in MOVES:
        lines.insert(max(at + MOVES[way], 0), line)
    elif way != "off":
        raise Invalid
    return lines


def _done(request: HttpRequest, chosen: Selection, action: str, body: dict, run) -> HttpResponse:
    actor, key, store = actor_for(request), request.POST.get("client_key"), chosen.store
    body = {"selection": str(chosen.public_id), **body}
    try:
        once(actor=actor, action=action, key=key, body=body, run=run)
    except Refused as refusal:
        return selection_page(request, store, chosen, refusal=refusal, wrong="list")
    return redirect("floor:selection", store.slug, chosen.public_id)
