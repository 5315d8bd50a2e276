"""Chains, bracelets, earrings and watches: all of them, and one in a metal and a size."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from customers.context import listed
from inventory.portrait import jewel_drawing
from inventory.selectors.availability import Availability, availability
from inventory.selectors.jewel_list import JewelFacets, JewelPage, jewel_page
from inventory.selectors.jewellery import Jewel, jewels_among, jewels_of
from inventory.selectors.places import StorePlace, store_places
from inventory.selectors.search import BadCursor
from inventory.selectors.stores import at_stores
from staff.context import chain
from staff.selectors.places import active_stores

from ..hers import as_she_sees, as_stores_tell_her, her_badge_url, kept_for_her
from ..jewel_cards import jewel_cards
from ..jewel_panel import chips, numbers, panel, read_jewels, said, sort_options
from ..shown import jewel_words

RESULTS, MORE = "storefront/parts/jewel-results.html", "storefront/parts/jewel-more.html"
# The part of the page that a script asks to renew, by the id it will replace.
PARTS = {"results": RESULTS, "more": MORE}


@require_safe
def jewellery(request: HttpRequest) -> HttpResponse:
    """Three queries for a stranger, one more for somebody who has a list; a script asks for the
    results or the next page alone.
    """
    places = store_places()
    facets, notes = read_jewels(dict(request.GET.lists()), places.keys())
    after, part = request.GET.get("after", ""), _asked_part(request)
    try:
        found = jewel_page(facets, after)
    except BadCursor as refusal:
        return render(request, "storefront/bad-search.html", {"refusal": refusal}, status=400)
    context = _listed(request, facets, found) | {"after": after}
    if part != MORE:
        context |= _told(facets, places, found) | {"notes": notes, "whole": not part}
    response = render(request, part or "storefront/jewellery.html", context)
    if part == RESULTS:
        response["HX-Push-Url"] = _address(facets.query)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _listed(request: HttpRequest, facets: JewelFacets, found: JewelPage) -> dict:
    """The cards of a page, and where the next begins."""
    jewels = jewels_among(found.item_ids)
    those = [jewels[pk] for pk in found.item_ids if pk in jewels]
    following = "&".join(part for part in (facets.query, f"after={found.next}") if part)
    return {
        "section": "jewellery",
        "jewels": jewel_cards(request, those, availability(jewels)),
        "next_url": _address(following) if found.next else "",
    }


def _told(facets: JewelFacets, places: dict[str, StorePlace], found: JewelPage) -> dict:
    """What stands around the cards: what was asked for, how many there are, the filters."""
    words = said(facets, places, chain().currency)
    taken_off = [
        {"label": chip.label, "url": _address(chip.query)} for chip in chips(facets, words)
    ]
    count = {"count": f"{found.count:,}"}
    return {
        "chips": taken_off, "set_to": words, "canonical": _address(facets.query),
        "panel": panel(facets, places, found, words), "sort_options": sort_options(facets),
        "numbers": json.dumps(numbers(places, found), separators=(",", ":")),
        "count_sentence": ngettext("%(count)s design", "%(count)s designs", found.count) % count,
        "show_count": ngettext("Show %(count)s design", "Show %(count)s designs", found.count)
        % count,
    }  # fmt: skip


def _asked_part(request: HttpRequest) -> str:
    if "HX-Request" not in request.headers:
        return ""
    return PARTS.get(request.headers.get("HX-Target", ""), "")


def _address(query: str) -> str:
    page = reverse("storefront:jewellery")
    return f"{page}?{query}" if query else page


@require_safe
def jewel(request: HttpRequest, slug: str) -> HttpResponse:
    """One style; `metal` and `size` in the address choose the piece. Three queries for a stranger,
    of somebody we know her shortlist and her hold too."""
    every = jewels_of(slug) if "\x00" not in slug else []
    if not every:
        raise Http404
    metals = {one.metal: one for one in every}
    metal = _known(request.GET.get("metal", ""), metals) or next(iter(metals))
    pieces = [one for one in every if one.metal == metal]
    states = availability(one.item.pk for one in pieces)
    chosen = _chosen(pieces, states, request.GET.get("size", ""))
    state = states[chosen.item.pk]
    context = {
        "section": "jewellery", "product": chosen.item.product, "item": chosen.item,
        "jewel": chosen, "grades": jewel_words(chosen), "a": state,
        "gone": state.kind == "gone", "kept_back": state.state == "in_store_only",
        "sold_online": state.sells_online, "mine": kept_for_her(request, chosen.item.pk),
        "seen": as_she_sees(request, state),
        "hers_url": her_badge_url(state.public_id) if request.customer else "",
        "on_list": chosen.item.pk in listed(request),
        "stores": at_stores(as_stores_tell_her(request, state), active_stores()),
        "metals": [(key, one.metal_name) for key, one in metals.items()],
        "sizes": [
            {"jewel": one, "word": _size_state(states[one.item.pk]), "is_chosen": one is chosen}
            for one in pieces
        ],
        "size_legend": _legend(chosen.measure), "drawing": jewel_drawing(chosen.item),
    }  # fmt: skip
    return render(request, "storefront/jewel.html", context)


def _chosen(pieces: list[Jewel], states: dict[int, Availability], size: str) -> Jewel:
    """The one of her size, else the first that may be had now."""
    hers = [one for one in pieces if size and one.size == size]
    free = [one for one in pieces if states[one.item.pk].promised]
    return (hers or free or pieces)[0]


def _size_state(state: Availability) -> str:
    """Why a size can't be had now; empty when it can."""
    if state.kind == "go":
        return ""
    if state.state == "in_store_only":
        return _("in store only")
    return {"hold": _("on hold"), "way": _("on its way")}.get(state.kind, _("none left"))


def _known(word: str, words: dict) -> str:
    return word if word in words else ""


def _legend(measure: str) -> str:
    return {
        "length_cm": _("Length"), "carat": _("Weight of the pair"), "across_mm": _("Across"),
    }.get(measure, "")  # fmt: skip
