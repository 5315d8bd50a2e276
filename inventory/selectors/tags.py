"""What a scanned or typed code means: a tag's address, a stock number, a bar code, a report."""

import re
from urllib.parse import unquote

from django.db.models import Q

from ..models import Item

# A tag's QR opens the live piece, so its address ends in the stock number.
ADDRESS = re.compile(r"/(?:diamonds|pieces)/([^/?#]{1,120})/?(?:[?#].*)?$")


def stock_number(code: str) -> str:
    """The stock number in a tag's address; any other code as it is."""
    address = ADDRESS.search(code.strip())
    return unquote(address[1]) if address else code.strip()


def item_by_code(code: str) -> Item | None:
    """The one piece with this code; None for no piece of ours, or more than one. One query."""
    code = code.strip()
    if not code or not code.isprintable():
        return None
    wanted = stock_number(code)
    report = wanted.replace(" ", "")
    found = Item.objects.filter(
        Q(sku=wanted.upper()) | Q(gtin=wanted) | Q(stone__report__number=report)
    )[:3]
    exact = [item for item in found if item.sku == wanted.upper()] or list(found)
    return exact[0] if len(exact) == 1 else None
