"""One stone: what it looks like, what it is, where it is, and what may be done about it."""

import uuid
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from customers.context import listed
from inventory import drawing, portrait
from inventory.models import Claim, RingSetting, Stone
from inventory.portrait import ring_drawing
from inventory.selectors.availability import Availability
from inventory.selectors.facets import Facets
from inventory.selectors.made import ring_with
from inventory.selectors.places import store_places
from inventory.selectors.stone import live_claim, settings_for, similar
from omni.lib.clock import now
from omni.lib.moulds import address
from omni.lib.spoken import time_and_day

from ..cards import cards
from ..page import page
from ..shown import shown_stone
from ..stone_words import stone_words

RINGS = 4
LIKE = Facets()


@require_safe
def stone_page(request: HttpRequest, sku: str) -> HttpResponse:
    """One query for a stranger, one more for a stone that is set in a ring; the drawing from the
    side, rings and similar stones follow."""
    stone, state = shown_stone(sku)
    hers = {
        "mine": held_by_her(request, stone.pk),
        "set_in": _ring_with(stone, state),
        "on_list": stone.pk in listed(request),
        "heart_key": str(uuid.uuid4()),
    }
    return page(
        request, "storefront/stone.html", stone_words(stone, state) | hers, {"section": "diamonds"}
    )


@require_safe
def stone_profile(request: HttpRequest, sku: str) -> HttpResponse:
    """Its drawing from the side, which takes longer than all the rest of its page."""
    stone, _state = shown_stone(sku)
    return HttpResponse(drawing.side(portrait.proportions(stone)))


@require_safe
def rings_for_stone(request: HttpRequest, sku: str) -> HttpResponse:
    """Settings that take it; nothing for a stone that fits in none."""
    stone, _state = shown_stone(sku)
    settings = settings_for(stone)
    context = {
        "rings": [_ring(setting, stone) for setting in settings[:RINGS]],
        "ring_count": len(settings),
    }
    return render(request, "storefront/parts/stone-rings.html", context)


@require_safe
def similar_stones(request: HttpRequest, sku: str) -> HttpResponse:
    """The part of the page that follows it lazily; with `place`, what lies in that store today."""
    stone, _state = shown_stone(sku)
    places = store_places()
    here = request.GET.get("place", "")
    near = (here,) if here in places else ()
    context = {
        "sku": sku,
        "cards": cards(request, similar(stone, places=near)),
        "cities": [(slug, place.city) for slug, place in places.items()],
        "here": here if near else "",
        "city": places[here].city if near else "",
        "more": replace(LIKE, shapes=(stone.shape,), places=near).query,
    }
    return render(request, "storefront/parts/similar.html", context)


def _ring_with(stone: Stone, state: Availability) -> list[dict]:
    """The ring that it is set in, where customers may see that; none for most."""
    ring = ring_with(stone) if state.state == "set" else None
    if ring is None:
        return []
    return [{"title": ring.item.title, "url": address("storefront:made", ring.item.sku)}]


def held_by_her(request: HttpRequest, item_id: int) -> dict | None:
    """What this browser's own customer holds of it; a stranger costs no query."""
    if not request.customer:
        return None
    claim = live_claim(item_id, [f"customer:{request.customer.public_id}"])
    if claim is None:
        return None
    may_go = claim.purpose == Claim.Purpose.COLLECTION
    return {"until": _until(claim), "may_go": may_go, "key": str(uuid.uuid4())}


def _until(claim: Claim) -> str:
    """`noon Sunday`, in the zone of the place it lies at; empty for a firm hold."""
    if claim.expires_at is None:
        return ""
    zone = ZoneInfo(claim.record.location.zone)
    return time_and_day(claim.expires_at.astimezone(zone), now().astimezone(zone))


def _ring(setting: RingSetting, stone: Stone) -> dict:
    shown = ring_drawing(setting, stone.drawn_as)
    return {"setting": setting, "item": setting.item, "drawing": shown}
