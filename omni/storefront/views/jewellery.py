"""Chains, bracelets, earrings and watches: all of them, and one in a metal and a size."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from customers.context import listed
from inventory.metals import METALS
from inventory.portrait import jewel_drawing
from inventory.selectors.availability import Availability, availability
from inventory.selectors.jewellery import TYPES, Jewel, jewels_of, listed_jewels
from inventory.selectors.stores import at_stores
from staff.selectors.places import active_stores

from ..jewel_cards import jewel_cards
from ..shown import jewel_words
from .stone import held_by_her


@require_safe
def jewellery(request: HttpRequest) -> HttpResponse:
    """`type` and `metal` narrow it; others than ours are left out. Two queries."""
    kind = _known(request.GET.get("type", ""), TYPES)
    metal = _known(request.GET.get("metal", ""), METALS)
    jewels = listed_jewels(kind, metal)
    states = availability(one.item.pk for one in jewels)
    context = {
        "section": "jewellery", "jewels": jewel_cards(request, jewels, states),
        "types": _choices({"": _("All"), **_type_words()}, "type", kind, {"metal": metal}),
        "metals": _choices({"": _("Any metal"), **METALS}, "metal", metal, {"type": kind}),
    }  # fmt: skip
    return render(request, "storefront/jewellery.html", context)


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
        "sold_online": state.sells_online, "mine": held_by_her(request, chosen.item.pk),
        "on_list": chosen.item.pk in listed(request),
        "stores": at_stores(state, active_stores()),
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


def _choices(words: dict[str, str], name: str, chosen: str, beside: dict[str, str]) -> list[dict]:
    """Links of a row; each keeps what is chosen `beside` it."""
    return [
        {
            "word": word, "is_on": key == chosen,
            "query": urlencode({k: v for k, v in (beside | {name: key}).items() if v}),
        }
        for key, word in words.items()
    ]  # fmt: skip


def _type_words() -> dict[str, str]:
    words = {
        "chains": _("Chains"), "bracelets": _("Bracelets"), "earrings": _("Earrings"),
        "watches": _("Watches"),
    }  # fmt: skip
    return {kind: words[kind] for kind in TYPES}


def _legend(measure: str) -> str:
    return {
        "length_cm": _("Length"), "carat": _("Weight of the pair"), "across_mm": _("Across"),
    }.get(measure, "")  # fmt: skip
