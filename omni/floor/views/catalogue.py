"""A list on paper for the floor: asked for, waited for, saved."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from customers.actions.ask_catalogue import ask_catalogue
from customers.lists_out import rows_of
from customers.lists_out.kept import standing
from customers.models import Selection
from customers.selectors.selections import pieces_of
from omni.lib.idempotency import once
from staff.actors import actor_for
from staff.models import Store
from staff.roles import staff_page

from ..selection_page import selection_of
from ..stores import FLOOR


@staff_page(*FLOOR)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def selection_catalogue(request: HttpRequest, store: Store, selection: uuid.UUID) -> HttpResponse:
    """Where it stands; a POST asks for it."""
    chosen, at = selection_of(selection, store), (store.slug, selection)
    if request.method == "POST":
        _ask(request, chosen)
        return redirect("floor:selection-catalogue", *at)
    rows = rows_of(pieces_of(chosen))
    context = {
        "section": "stock", "store": store, "selection": chosen, "pieces": len(rows),
        "state": standing(chosen, rows)[0],
        "page_url": reverse("floor:selection-catalogue", args=at),
        "file_url": reverse("floor:selection-file", args=[*at, "pdf"]),
        "list_url": reverse("floor:selection", args=at),
    }  # fmt: skip
    return render(request, "floor/catalogue.html", context)


def _ask(request: HttpRequest, chosen: Selection) -> None:
    actor = actor_for(request)
    once(
        actor=actor, action="floor.catalogue", key=request.POST.get("client_key"),
        body={"selection": str(chosen.public_id)},
        run=lambda: {"catalogue": ask_catalogue(selection=chosen, actor=actor).pk},
    )  # fmt: skip
