"""Pictures and certificates of any piece, also of one that customers don't see; a wrong one is
taken down, and put back, and one that couldn't be fetched is asked for again.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from inventory.actions.ask_media_again import ask_media_again
from inventory.actions.put_back_media import put_back_media
from inventory.actions.take_down_media import take_down_media
from inventory.copies import copy_named
from inventory.models import Item, StoneMedia
from inventory.selectors.media import is_kept
from omni.lib.actors import Actor
from omni.lib.errors import Invalid, Refused
from omni.lib.idempotency import once
from omni.lib.our_copy import our_copy
from staff.actors import actor_for
from staff.models import Role, Store
from staff.roles import staff_page

from ..stores import FLOOR
from .piece import piece_named, piece_page


@staff_page(*FLOOR)
@require_safe
def media(request: HttpRequest, store: Store, name: str) -> HttpResponse:
    copy = copy_named(name)
    if copy is None or not is_kept(copy.file):
        raise Http404
    return our_copy(copy.better, copy.file, content_type=copy.content_type, keeps="private")


@staff_page(Role.MANAGER)
@require_POST
def take_down(request: HttpRequest, store: Store, sku: str) -> HttpResponse:
    """A wrong one, and why."""
    item = piece_named(sku)
    media, why = _chosen(request, item), request.POST.get("why", "").strip()[:200]

    def act(actor: Actor) -> None:
        if media is None:
            raise Invalid("Choose which one is wrong.")
        take_down_media(media_id=media.pk, why=why, actor=actor)

    body = {"media": media and media.pk, "why": why}
    return _once(request, store, item, name="take-down", body=body, act=act)


@staff_page(Role.MANAGER)
@require_POST
def put_back(request: HttpRequest, store: Store, sku: str) -> HttpResponse:
    item = piece_named(sku)
    media = _chosen(request, item)
    if media is None:
        raise Http404
    return _once(
        request, store, item, name="put-back", body={"media": media.pk},
        act=lambda actor: put_back_media(media_id=media.pk, actor=actor),
    )  # fmt: skip


@staff_page(Role.MANAGER)
@require_POST
def ask_again(request: HttpRequest, store: Store, sku: str) -> HttpResponse:
    """One that couldn't be fetched, and why it may work now."""
    item = piece_named(sku)
    media, why = _chosen(request, item), request.POST.get("why", "").strip()[:200]
    if media is None:
        raise Http404
    return _once(
        request, store, item, name="ask-again", body={"media": media.pk, "why": why},
        act=lambda actor: ask_media_again(media_id=media.pk, why=why, actor=actor),
    )  # fmt: skip


def _chosen(request: HttpRequest, item: Item) -> StoneMedia | None:
    """What was chosen, of this piece; None when nothing was."""
    text = request.POST.get("media", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return get_object_or_404(StoneMedia, pk=text, item=item)


def _once(
    request: HttpRequest, store: Store, item: Item, *, name: str, body: dict,
    act: Callable[[Actor], None],
) -> HttpResponse:  # fmt: skip
    actor = actor_for(request)

    def run() -> dict:
        act(actor)
        return {}

    try:
        once(
            actor=actor, action=f"floor.media.{name}", key=request.POST.get("client_key"),
            body=body, run=run,
        )  # fmt: skip
    except Refused as refusal:
        status = 422 if isinstance(refusal, Invalid) else refusal.status
        return piece_page(request, store, item, refusal=refusal, status=status)
    return redirect("floor:piece", store.slug, item.sku)
