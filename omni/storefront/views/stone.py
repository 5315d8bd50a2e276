"""One stone: what it looks like, what it is, where it is, and what may be done about it."""

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from customers.context import listed
from inventory import drawing, portrait
from inventory.models import RingSetting, Stone
from inventory.portrait import ring_drawing
from inventory.selectors.availability import Availability
from inventory.selectors.facets import Facets
from inventory.selectors.made import ring_with
from inventory.selectors.places import store_places
from inventory.selectors.stone import settings_for, similar
from omni.lib.moulds import address

from ..cards import cards
from ..hers import as_she_sees, as_stores_tell_her, her_badge_url, kept_for_her
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
    kept, seen = kept_for_her(request, stone.pk), as_she_sees(request, state)
    hers = {
        "mine": kept.said if kept else None,
        "hers_url": her_badge_url(state.public_id) if request.customer else "",
        "seen": {"kind": seen.kind, "word": seen.word},
        "set_in": _ring_with(stone, state),
        "on_list": stone.pk in listed(request),
        "heart_key": str(uuid.uuid4()),
    }
    words = stone_words(stone, state, as_stores_tell_her(request, state))
    return page(request, "storefront/stone.html", words | hers, {"section": "diamonds"})


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


def _ring(setting: RingSetting, stone: Stone) -> dict:
    shown = ring_drawing(setting, stone.drawn_as)
    return {"setting": setting, "item": setting.item, "drawing": shown}
