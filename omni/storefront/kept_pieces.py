"""All that is kept for her, on her own list: with its way to let it go, hidden pieces too."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from customers.context import held
from inventory.models import Item
from inventory.selectors.lookup import pieces_by_id
from inventory.selectors.made import MadeRing, rings_of

from .hers import Kept, in_words


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """`url` is empty for what is no longer shown; `ring` is what a finished ring is made of."""

    item: Item
    ring: MadeRing | None
    kept: Kept
    url: str
    let_go_url: str


def kept_pieces(request: HttpRequest) -> list[KeptPiece]:
    """What ends first comes first; two queries when anything is kept for her, else none."""
    holds = sorted(held(request).values(), key=lambda one: (one.until is None, one.until))
    if not holds:
        return []
    items = pieces_by_id([one.item_id for one in holds])
    rings = rings_of(items.values())
    return [
        _piece(items[one.item_id], rings.get(one.item_id), in_words(one))
        for one in holds
        if one.item_id in items
    ]


def _piece(item: Item, ring: MadeRing | None, kept: Kept) -> KeptPiece:
    kind = "made-" if ring else "" if hasattr(item, "stone") else "jewel-"
    let_go = reverse(f"storefront:{kind}let-go", args=[item.sku]) if kept.may_go else ""
    url = reverse("storefront:piece", args=[item.sku]) if item.is_listed else ""
    return KeptPiece(item, ring, kept, url, let_go)
