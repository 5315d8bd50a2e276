"""A sheet of tags to print: every piece of a place, or those whose numbers are given."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from inventory.selectors.counts import countable
from inventory.selectors.lookup import pieces_at, pieces_by_sku
from staff.models import Store
from staff.roles import staff_page

from ..stores import FLOOR
from ..tags import MOST, stock_numbers, tags_for


@staff_page(*FLOOR)
@require_safe
@never_cache
def tags(request: HttpRequest, store: Store) -> HttpResponse:
    text, code = request.GET.get("skus", "")[:8000], request.GET.get("place", "")
    wanted, place, found = stock_numbers(text), None, []
    if wanted:
        found = pieces_by_sku(wanted)
    elif code and code.isprintable():
        place = get_object_or_404(countable(store.pk), code=code)
        found = pieces_at(place.pk, MOST)
    known = {item.sku for item in found}
    context = {
        "section": "stock", "store": store, "places": countable(store.pk), "place": place,
        "text": "\n".join(wanted), "tags": tags_for(found), "most": MOST,
        "unknown": [sku for sku in wanted if sku not in known],
        "with_price": "price" in request.GET,
    }  # fmt: skip
    return render(request, "floor/tags.html", context)
