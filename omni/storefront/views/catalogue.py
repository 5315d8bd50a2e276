"""A list that we sent, on paper: asked for, waited for, saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from customers.actions.ask_catalogue import ask_catalogue
from customers.actions.look_at_selection import look_at_selection
from customers.lists_out import rows_of
from customers.lists_out.kept import standing
from customers.models import SelectionLook, SelectionShare
from customers.selectors.selections import pieces_of
from omni.lib.actors import Actor
from omni.lib.addresses import client_ip
from omni.lib.idempotency import once
from omni.lib.pace import pace

from ..nobody import is_nobody
from .selection import FILES_A_MINUTE, MINUTE, shared, unmentioned

LOOKS_A_MINUTE = 120


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def catalogue(request: HttpRequest, token: str) -> HttpResponse:
    """Where it stands; a POST asks for it."""
    asks = request.method == "POST"
    most = FILES_A_MINUTE if asks else LOOKS_A_MINUTE
    pace(
        name=f"catalogue-{'asked' if asks else 'seen'}:{client_ip(request)}", most=most, per=MINUTE
    )
    share = shared(token)
    if share is None:
        return unmentioned(render(request, "storefront/selection-over.html", status=404))
    if asks:
        _ask(request, share)
        return redirect("storefront:catalogue", token)
    rows = rows_of(pieces_of(share.selection))
    context = {
        "selection": share.selection, "pieces": len(rows),
        "state": standing(share.selection, rows)[0],
        "page_url": reverse("storefront:catalogue", args=[token]),
        "file_url": reverse("storefront:selection-file", args=[token, "pdf"]),
        "list_url": reverse("storefront:selection", args=[token]),
    }  # fmt: skip
    response = unmentioned(render(request, "storefront/catalogue.html", context))
    # Without any referrer a browser sends its form from "null", which is nobody's page.
    response["Referrer-Policy"] = "same-origin"
    return response


def _ask(request: HttpRequest, share: SelectionShare) -> None:
    actor = Actor("link", str(share.public_id))

    def run() -> dict:
        if not is_nobody(request):
            look_at_selection(share=share, what=SelectionLook.What.DOWNLOADED, actor=actor)
        return {"catalogue": ask_catalogue(selection=share.selection, actor=actor).pk}

    once(
        actor=actor, action="storefront.catalogue", key=request.POST.get("client_key"),
        body={"selection": str(share.selection.public_id)}, run=run,
    )  # fmt: skip
