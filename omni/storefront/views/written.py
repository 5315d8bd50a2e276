"""The shop's search box: numbers lead to their piece, sentences to what we have of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from inventory.portrait import ring_drawing
from inventory.selectors.facet_counts import count
from inventory.selectors.places import store_places
from inventory.selectors.search import count_word
from inventory.selectors.written import Written, written
from staff.context import chain

from ..cards import cards
from ..facet_words import chips, summaries
from ..jewel_cards import jewel_cards

EXAMPLES = (
    "1.5 ct oval, D to F, under 20k",
    "round VS1 or better in Sydney",
    "halo in rose gold",
)


@require_safe
def written_search(request: HttpRequest) -> HttpResponse:
    """With `q`; a script asks for the answer alone while somebody writes."""
    places, part = store_places(), "HX-Request" in request.headers
    found = written(request.GET.get("q", ""), places)
    if found.piece and not part:
        return redirect("storefront:piece", found.piece.sku)
    context = {"section": "", "found": found, "examples": EXAMPLES} | _answer(request, found)
    template = "storefront/parts/written.html" if part else "storefront/written.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _answer(request: HttpRequest, found: Written) -> dict:
    answer: dict = {"cards": cards(request, found.stones)}
    if found.facets:
        words = summaries(found.facets, store_places(), chain().currency)
        number = count(found.facets)
        answer |= {
            "chips": [chip.label for chip in chips(found.facets, words)],
            "query": found.facets.query,
            "number": number,
            "count_word": count_word(number),
        }
    answer["rings"] = [
        {"setting": one, "item": one.item, "drawing": ring_drawing(one)} for one in found.rings
    ]
    answer["jewels"] = jewel_cards(request, found.jewels)
    return answer
