"""Cards of jewellery: a style in a metal on a list, one piece of it on her shortlist."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from customers.context import held, listed
from inventory.models import Item
from inventory.portrait import jewel_drawing
from inventory.selectors.availability import Availability, availability
from inventory.selectors.jewellery import Jewel, jewels_among
from inventory.selectors.search import Found
from omni.lib import money
from omni.lib.ids import client_keys

from .cards import Card
from .hers import as_she_sees, her_badge_url
from .shown import jewel_url, jewel_words

PART = "storefront/parts/jewel-card.html"


def jewel_cards(
    request: HttpRequest, jewels: Sequence[Jewel], states: Mapping[int, Availability] | None = None
) -> list[dict]:
    """Of a style and a metal each, from its price; the heart is of the size that she has on her
    list, else of the one named. One query, for somebody who has a list.
    """
    ids = listed(request)
    hers = {_style(one): one for one in jewels_among(ids).values()} if ids else {}
    return [
        _card(one, key, states and states[one.item.pk], hers.get(_style(one)))
        | {
            "url": _style_url(one),
            "price": _("from %(price)s") % {"price": _price(one.item)},
            "words": capfirst(one.metal_name),
        }
        for one, key in zip(jewels, client_keys(len(jewels)), strict=True)
    ]  # fmt: skip


def jewels_found(request: HttpRequest, found: Iterable[Found]) -> list[Card]:
    """Cards of those of these that are jewellery, in their order; two queries."""
    jewels = jewels_among([one.item_id for one in found])
    if not jewels:
        return []
    hers, kept, states = set(listed(request)), held(request), availability(jewels)
    those = [jewels[one.item_id] for one in found if one.item_id in jewels]
    seen = {pk: as_she_sees(request, state) for pk, state in states.items()}
    cards = [
        _card(one, key, seen[one.item.pk], one if one.item.pk in hers else None)
        | {
            "url": jewel_url(one),
            "hers_url": her_badge_url(one.item.public_id) if one.item.pk in kept else "",
            "price": _price(one.item),
            "words": jewel_words(one),
        }
        for one, key in zip(those, client_keys(len(those)), strict=True)
    ]  # fmt: skip
    return [
        Card(
            one["item"].pk, render_to_string(PART, {"one": one}, request).encode(),
            escape(one["item"].sku).encode(),
        )
        for one in cards
    ]  # fmt: skip


def _card(one: Jewel, key: str, state: Availability | None, hers: Jewel | None) -> dict:
    return {
        "item": one.item, "jewel": one, "drawing": jewel_drawing(one.item), "a": state,
        "sku": (hers or one).item.sku, "on": hers is not None, "key": key,
    }  # fmt: skip


def _price(item: Item) -> str:
    return money.shown(item.price, item.currency)


def _style(one: Jewel) -> tuple[int, str]:
    return one.item.product_id, one.metal


def _style_url(one: Jewel) -> str:
    page = reverse("storefront:jewel", args=[one.item.product.slug])
    return f"{page}?{urlencode({'metal': one.metal})}"
