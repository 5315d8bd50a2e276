"""Cards of finished rings."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from customers.context import held, listed
from inventory.portrait import ring_drawing
from inventory.selectors.availability import Availability, availability
from inventory.selectors.made import MadeRing, rings_among
from inventory.selectors.search import Found
from omni.lib.ids import client_keys

from .cards import Card
from .hers import as_she_sees, her_badge_url


def made_cards(
    request: HttpRequest, rings: Sequence[MadeRing], states: Mapping[int, Availability]
) -> list[dict]:
    """Each with its drawing, what is in it, where it is now, and its heart.

    Her shortlist is a query, for somebody who has one.
    """
    hers, kept = set(listed(request)), held(request)
    return [
        {
            "item": ring.item,
            "grades": ring.in_it,
            "drawing": ring_drawing(ring.setting, ring.shape),
            "a": as_she_sees(request, states[ring.item.pk]),
            "hers_url": her_badge_url(ring.item.public_id) if ring.item.pk in kept else "",
            "on": ring.item.pk in hers,
            "key": key,
        }
        for ring, key in zip(rings, client_keys(len(rings)), strict=True)
    ]


def rings_found(request: HttpRequest, found: Iterable[Found]) -> list[Card]:
    """Cards of those of these that are finished rings, in their order; two queries."""
    rings = rings_among([one.item_id for one in found])
    if not rings:
        return []
    those = [rings[one.item_id] for one in found if one.item_id in rings]
    made = made_cards(request, those, availability(rings))
    return [
        Card(ring["item"].pk, _html(request, ring).encode(), escape(ring["item"].sku).encode())
        for ring in made
    ]


def _html(request: HttpRequest, ring: dict) -> SafeString:
    return render_to_string("storefront/parts/made-card.html", {"ring": ring}, request)
