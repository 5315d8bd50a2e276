"""Any piece of ours by its stock number: to the page that shows it."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from inventory.portrait import jewel_drawing
from inventory.selectors.jewellery import jewel_of
from inventory.selectors.lookup import pieces_by_sku
from inventory.selectors.made import made_ring

from ..shown import jewel_url


@require_safe
def any_piece(request: HttpRequest, sku: str) -> HttpResponse:
    """A tag leads here; what customers may not see isn't there."""
    found = pieces_by_sku([sku]) if "\x00" not in sku else []
    if not found or not found[0].is_listed:
        raise Http404
    if hasattr(found[0], "stone"):
        return redirect("storefront:stone", found[0].sku)
    if hasattr(found[0], "setting"):
        setting = found[0].setting
        choice = urlencode({"metal": setting.metal, "size": setting.size})
        return redirect(f"{reverse('storefront:ring', args=[found[0].product.slug])}?{choice}")
    if made_ring(found[0].sku):
        return redirect("storefront:made", found[0].sku)
    if jewel_drawing(found[0]):
        return redirect(jewel_url(jewel_of(found[0])))
    raise Http404
