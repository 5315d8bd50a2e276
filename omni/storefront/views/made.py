"""A finished ring: a setting with its stone in it, sold as one piece."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from customers.context import listed
from inventory import portrait
from inventory.selectors.availability import availability
from inventory.selectors.made import made_rings, made_rings_like
from inventory.selectors.stores import at_stores
from staff.selectors.places import active_stores

from ..hers import as_she_sees, as_stores_tell_her, her_badge_url, kept_for_her
from ..made_cards import made_cards
from ..shown import shown_ring

MOST = 8


@require_safe
def made_page(request: HttpRequest, sku: str) -> HttpResponse:
    """Three queries for a stranger; of somebody we know her shortlist and her hold too."""
    ring, state = shown_ring(sku)
    stones = [
        {"item": one.item, "title": portrait.long_title(one), "grades": portrait.grades(one)}
        for one in ring.stones
    ]
    context = {
        "section": "rings", "item": ring.item, "setting": ring.setting, "ring_stones": stones,
        "grades": ring.in_it, "a": state, "gone": state.kind == "gone",
        "kept_back": state.state == "in_store_only", "sold_online": state.sells_online,
        "mine": kept_for_her(request, ring.item.pk), "seen": as_she_sees(request, state),
        "hers_url": her_badge_url(state.public_id) if request.customer else "",
        "stores": at_stores(as_stores_tell_her(request, state), active_stores()),
        "drawing": portrait.ring_drawing(ring.setting, ring.shape),
        "on_list": ring.item.pk in listed(request),
    }  # fmt: skip
    return render(request, "storefront/made.html", context)


@require_safe
def made_part(request: HttpRequest) -> HttpResponse:
    """What follows a page lazily: of one `style`, or what is like the words of `q`; two queries."""
    if "HX-Request" not in request.headers:
        return redirect("storefront:rings")
    if "q" in request.GET:
        found = made_rings_like(request.GET["q"])[:MOST]
    else:
        found = made_rings(request.GET.get("style", ""))[:MOST]
    states = availability(one.item.pk for one in found)
    context = {"made": made_cards(request, found, states)}
    return render(request, "storefront/parts/made-rings.html", context)
