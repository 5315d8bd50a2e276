"""Cards of stones, rendered once per version of a stone and kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from inventory import drawing, portrait
from inventory.models import Stone
from inventory.selectors.availability import availability
from inventory.selectors.search import Found

from .hearts import Hearts

SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Card:
    """`html` is public: the same for everybody who reads this language; the heart is hers."""

    found: Found
    html: SafeString
    heart: SafeString


def cards(request: HttpRequest, found: Sequence[Found]) -> list[Card]:
    """In the order given; two queries for those that nobody has seen since they changed.

    Her shortlist is one more, for somebody who has one.
    """
    if not found:
        return []
    keys = {one.item_id: _key(one) for one in found}
    kept = cache.get_many(keys.values())
    fresh = _render([one for one in found if keys[one.item_id] not in kept])
    cache.set_many({keys[pk]: html for pk, html in fresh.items()}, SECONDS)
    hearts = Hearts(request)
    return [
        Card(one, mark_safe(kept.get(keys[one.item_id]) or fresh[one.item_id]), hearts.of(one))
        for one in found
        if keys[one.item_id] in kept or one.item_id in fresh
    ]


def _key(one: Found) -> str:
    """A price may change without its stock: both are in the key."""
    return f"card:{one.item_id}:{one.version}:{one.price}:{get_language()}"


def _render(found: list[Found]) -> dict[int, str]:
    if not found:
        return {}
    ids = [one.item_id for one in found]
    stones = Stone.objects.select_related("item").in_bulk(ids)
    states = availability(ids)
    return {
        pk: render_to_string("storefront/parts/stone-card.html", _context(stones[pk], states[pk]))
        for pk in ids
        if pk in stones and pk in states
    }


def _context(stone: Stone, state) -> dict:
    shown = portrait.proportions(stone)
    return {
        "item": stone.item,
        "title": portrait.short_title(stone),
        "grades": portrait.grades(stone),
        "face": drawing.card_address(shown),
        "line": drawing.card_address(shown, "line"),
        "a": state,
    }
