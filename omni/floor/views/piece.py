"""One piece explained: all that happened to it, from its first receipt to now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from inventory.models import Item
from staff.models import Store
from staff.roles import staff_page

from ..explain import explain
from ..stores import FLOOR


@staff_page(*FLOOR)
@require_safe
@never_cache
def piece(request: HttpRequest, store: Store, sku: str) -> HttpResponse:
    return piece_page(request, store, piece_named(sku))


def piece_named(sku: str) -> Item:
    """With what its drawing needs."""
    items = Item.objects.select_related("product", "stone", "setting")
    return get_object_or_404(items, sku=sku)


def piece_page(
    request: HttpRequest, store: Store, item: Item, *, refusal=None, status: int = 200
) -> HttpResponse:
    context = {
        "section": "stock", "store": store, "explained": explain(item, store, request.user),
        "refusal": refusal,
    }  # fmt: skip
    return render(request, "floor/piece.html", context, status=status)
