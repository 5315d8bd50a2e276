"""A list is sent to somebody, sent again, kept open for longer, or withdrawn."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from customers.actions.end_share import extend_share, revoke_share
from customers.actions.share_selection import send_again, share_selection
from customers.models import SelectionShare
from omni.lib.errors import Refused
from omni.lib.idempotency import once
from omni.lib.limits import limit
from staff.actors import actor_for
from staff.models import Store
from staff.roles import staff_page

from ..selection_page import selection_of, selection_page, share_of
from ..stores import FLOOR

HOUR, MOST_AN_HOUR = dt.timedelta(hours=1), 60
LONGER = dt.timedelta(days=30)


@staff_page(*FLOOR)
@require_POST
def send_to(request: HttpRequest, store: Store, selection: uuid.UUID) -> HttpResponse:
    """To the client it was begun for at an address of hers, or to a name and an address."""
    chosen, actor = selection_of(selection, store), actor_for(request)
    to_client = request.POST.get("whom") == "client"
    name = "" if to_client else request.POST.get("name", "").strip()[:80]
    address = request.POST.get("address", "").strip()[:254]

    def run() -> dict:
        share = share_selection(
            selection=chosen, customer=chosen.customer if to_client else None, name=name,
            address=address, actor=actor,
        )  # fmt: skip
        return {"share": str(share.public_id)}

    body = {"selection": str(chosen.public_id), "to": address, "name": name}
    try:
        limit(name=f"selection:{actor}", most=MOST_AN_HOUR, per=HOUR)
        once(
            actor=actor, action="floor.selection_send", key=request.POST.get("client_key"),
            body=body, run=run,
        )  # fmt: skip
    except Refused as refusal:
        typed = {"name": name, "address": "" if to_client else address}
        return selection_page(request, store, chosen, refusal=refusal, wrong="send", typed=typed)
    messages.success(request, _("It’s on its way."))
    return redirect("floor:selection", store.slug, chosen.public_id)


@staff_page(*FLOOR)
@require_POST
def again(request: HttpRequest, store: Store, share: uuid.UUID) -> HttpResponse:
    return _done(request, store, share, send_again, _("A new link is on its way."))


@staff_page(*FLOOR)
@require_POST
def extend_link(request: HttpRequest, store: Store, share: uuid.UUID) -> HttpResponse:
    return _done(request, store, share, _longer, _("It works for thirty days longer."))


@staff_page(*FLOOR)
@require_POST
def revoke_link(request: HttpRequest, store: Store, share: uuid.UUID) -> HttpResponse:
    return _done(request, store, share, revoke_share, _("That link opens nothing any more."))


def _longer(*, share: SelectionShare, actor) -> SelectionShare:
    return extend_share(share=share, by=LONGER, actor=actor)


def _done(request: HttpRequest, store: Store, ref: uuid.UUID, act, words: str) -> HttpResponse:
    share, actor = share_of(ref, store), actor_for(request)

    def run() -> dict:
        act(share=share, actor=actor)
        return {"share": str(ref)}

    try:
        once(
            actor=actor, action=f"floor.share.{act.__name__.strip('_')}",
            key=request.POST.get("client_key"), body={"share": str(ref)}, run=run,
        )  # fmt: skip
    except Refused as refusal:
        return selection_page(request, store, share.selection, refusal=refusal, wrong="sent")
    messages.success(request, words)
    return redirect("floor:selection", store.slug, share.selection.public_id)
