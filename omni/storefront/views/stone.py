"""One stone: what it looks like, what it is, where it is, and what may be done about it."""

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from inventory import drawing, portrait
from inventory.models import Claim, RingSetting, Stone
from inventory.plain_words import in_plain_words
from inventory.portrait import ring_drawing
from inventory.selectors.availability import Availability, availability
from inventory.selectors.facets import Facets
from inventory.selectors.stone import live_claim, settings_for, similar, stone_by_sku
from inventory.selectors.stores import at_stores
from omni.lib.clock import now
from omni.lib.spoken import time_and_day
from staff.selectors.opening import opening_line, stores_with_hours

from ..cards import cards
from ..stone_facts import facts, width_caption

RINGS = 4


@require_safe
def stone_page(request: HttpRequest, sku: str) -> HttpResponse:
    stone, state = shown_stone(sku)
    shape, at = portrait.proportions(stone), now()
    settings, mine = settings_for(stone), _own_claim(request, stone)
    return render(
        request,
        "storefront/stone.html",
        {
            "section": "diamonds",
            "stone": stone,
            "item": stone.item,
            "a": state,
            "mine": mine,
            "mine_until": _until(mine, state) if mine else "",
            "title": portrait.long_title(stone),
            "short_title": portrait.short_title(stone),
            "grades": portrait.grades(stone),
            "face": drawing.address(shape),
            "facets": drawing.address(shape, "facets"),
            "line": drawing.address(shape, "line"),
            "mesh": drawing.address(shape, "mesh"),
            "side": mark_safe(drawing.side(shape)),  # our own drawing
            "caption": width_caption(stone),
            "width_mm": min(stone.length, stone.width),
            "facts": facts(stone),
            "plain_words": in_plain_words(stone),
            "stores": [
                (line, opening_line(line.store, at))
                for line in at_stores(state, stores_with_hours())
            ],
            "rings": [_ring(setting, stone) for setting in settings[:RINGS]],
            "ring_count": len(settings),
            "like_this": Facets(shapes=(stone.shape,)).query,
        },
    )


@require_safe
def similar_stones(request: HttpRequest, sku: str) -> HttpResponse:
    """The part of the page that follows it lazily."""
    stone, _state = shown_stone(sku)
    return render(
        request, "storefront/parts/similar.html", {"cards": cards(request, similar(stone))}
    )


def shown_stone(sku: str) -> tuple[Stone, Availability]:
    """A stone that customers may see, sold ones included; Http404 for any other name."""
    stone = stone_by_sku(sku) if "\x00" not in sku else None
    if stone is None:
        raise Http404
    state = availability([stone.pk])[stone.pk]
    if not stone.item.is_listed and state.word == "Not in stock":
        raise Http404
    return stone, state


def _own_claim(request: HttpRequest, stone: Stone) -> Claim | None:
    """What this browser's own customer holds of it; a stranger costs no query."""
    if not request.customer:
        return None
    return live_claim(stone.pk, [f"customer:{request.customer.public_id}"])


def _until(claim: Claim, state: Availability) -> str:
    """`noon Sunday`, in the zone of the place it lies at; empty for a firm hold."""
    if claim.expires_at is None:
        return ""
    zone = ZoneInfo(state.places[0].zone if state.places else "UTC")
    return time_and_day(claim.expires_at.astimezone(zone), now().astimezone(zone))


def _ring(setting: RingSetting, stone: Stone) -> dict:
    shape = stone.get_shape_display().lower()
    return {"setting": setting, "item": setting.item, "drawing": ring_drawing(setting, shape)}
