"""The ring settings that we have, each drawn with a stone in it; one of them in her size."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inventory.portrait import ring_drawing
from inventory.ring_sizes import all_sizes
from inventory.selectors.availability import availability
from inventory.selectors.made import made_rings
from inventory.selectors.settings import listed_settings, settings_of
from inventory.selectors.stores import at_stores
from staff.selectors.places import active_stores

from ..made_cards import made_cards
from ..ring_choice import choose, options


@require_safe
def rings(request: HttpRequest) -> HttpResponse:
    settings = listed_settings()
    made = made_rings()
    states = availability([*(one.item_id for one in settings), *(one.item.pk for one in made)])
    found = [
        {"setting": one, "item": one.item, "drawing": ring_drawing(one), "a": states[one.item_id]}
        for one in settings
    ]
    context = {"section": "rings", "rings": found, "made": made_cards(request, made, states)}
    return render(request, "storefront/rings.html", context)


@require_safe
def ring(request: HttpRequest, slug: str) -> HttpResponse:
    """One style; `metal` and `size` in the address choose the piece. Three queries at most."""
    every = settings_of(slug) if "\x00" not in slug else []
    if not every:
        raise Http404
    metals = {one.metal: one for one in every}
    metal = request.GET.get("metal", "")
    metal = metal if metal in metals else next(iter(metals))
    settings = [one for one in every if one.metal == metal]
    states = availability(one.item_id for one in settings)
    chosen = choose(settings, states, request.GET.get("size", "")[:12])
    state = states[chosen.setting.item_id]
    context = {
        "section": "rings", "product": every[0].item.product, "item": chosen.setting.item,
        "setting": chosen.setting, "size": chosen.size, "made_from": chosen.made_from,
        "metal": metal, "metals": [(key, one.metal_name) for key, one in metals.items()],
        "sizes": options(settings, states, chosen.size), "table": all_sizes()[8:46],
        "a": state, "stores": at_stores(state, active_stores()),
        "drawing": ring_drawing(chosen.setting, chosen.setting.accepted_shapes[0]),
    }  # fmt: skip
    return render(request, "storefront/ring.html", context)
