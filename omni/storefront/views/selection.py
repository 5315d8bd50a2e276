"""A list that we sent somebody, under its own link: no sign-in, live, to keep or to ask about."""

import json
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customers.actions.look_at_selection import look_at_selection
from customers.lists_out import KINDS, file_of, rows_of
from customers.lists_out.kept import is_short, kept_file
from customers.models import SelectionLook, SelectionShare
from customers.selectors.selections import pieces_of, share_by_token
from inventory.models import Item
from omni.lib.actors import Actor
from omni.lib.addresses import client_ip
from omni.lib.pace import pace

from ..nobody import is_nobody

PAGES_A_MINUTE, FILES_A_MINUTE, BEACONS_A_MINUTE, MINUTE = 60, 12, 120, 60
MOST_BYTES = 400


@never_cache
@require_safe
def selection(request: HttpRequest, token: str) -> HttpResponse:
    """Unknown, run out or withdrawn: the same plain answer, so that a link can't be probed."""
    pace(name=f"selection:{client_ip(request)}", most=PAGES_A_MINUTE, per=MINUTE)
    share = shared(token)
    if share is None:
        return unmentioned(render(request, "storefront/selection-over.html", status=404))
    rows = rows_of(pieces_of(share.selection))
    context = {
        "share": share,
        "selection": share.selection,
        "token": token,
        "rows": rows,
        "is_short": is_short(rows),
        "until": share.selection.store.local(share.expires_at),
        "ask_url": reverse("storefront:ask"),
    }
    return unmentioned(render(request, "storefront/selection.html", context))


@never_cache
@require_safe
def selection_file(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """The same pieces as a table or on paper, as they are at this moment."""
    pace(name=f"selection-file:{client_ip(request)}", most=FILES_A_MINUTE, per=MINUTE)
    share = shared(token)
    if share is None or kind not in KINDS:
        raise Http404
    chosen = share.selection
    rows = rows_of(pieces_of(chosen))
    file = kept_file(chosen, rows) if kind == "pdf" else None
    if kind == "pdf" and file is None and not is_short(rows):
        return unmentioned(redirect("storefront:catalogue", token))
    response = HttpResponse(file or file_of(chosen, rows, kind), content_type=KINDS[kind])
    name = slugify(chosen.title) or "list"
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return unmentioned(response)


@require_POST
def selection_seen(request: HttpRequest, token: str) -> HttpResponse:
    """The page's own beacon: opened, or something of a piece. 204 whatever becomes of it."""
    pace(name=f"selection-seen:{client_ip(request)}", most=BEACONS_A_MINUTE, per=MINUTE)
    share = shared(token)
    if share is None or is_nobody(request):
        return HttpResponse(status=204)
    try:
        if len(request.body) > MOST_BYTES:
            raise ValueError
        sent = json.loads(request.body)
        what = SelectionLook.What(sent["what"])
        ref = uuid.UUID(sent["item"]) if "item" in sent else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return HttpResponse(status=400)
    item = Item.objects.filter(public_id=ref).first() if ref else None
    is_whole = what in (SelectionLook.What.OPENED, SelectionLook.What.DOWNLOADED)
    if what != SelectionLook.What.ASKED and (item is None) == is_whole:
        actor = Actor("link", str(share.public_id))
        look_at_selection(share=share, what=what, item=item, actor=actor)
    return HttpResponse(status=204)


def shared(token: str) -> SelectionShare | None:
    return share_by_token(token) if token.isprintable() else None


def unmentioned(response: HttpResponse) -> HttpResponse:
    """Neither found by search engines nor told to the next site."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
