"""What a scanned or typed code means: a tag's address, a stock number, a bar code, a report."""

import re
from urllib.parse import unquote

from django.db.models import QuerySet

from ..models import GradingReport, Item

# A tag's QR opens the live piece, so its address ends in the stock number.
ADDRESS = re.compile(r"/(?:diamonds|pieces|rings/made)/([^/?#]{1,120})/?(?:[?#].*)?$")


def stock_number(code: str) -> str:
    """The stock number in a tag's address; any other code as it is."""
    code = code.strip()
    address = ADDRESS.search(code)
    number = unquote(address[1]) if address else code
    return number if number.isprintable() else code


def numbered(number: str) -> QuerySet:
    """Ids of the items with this stock number, bar code or report number, for `pk__in`.

    Each is found by an index of its own; asked for with OR they would read every item.
    """
    by_stock_number = Item.objects.filter(sku=number.upper()).values_list("pk")
    by_bar_code = Item.objects.filter(gtin=number).values_list("pk")
    reports = GradingReport.objects.filter(number=number.replace(" ", ""))
    return by_stock_number.union(by_bar_code, reports.values_list("stone_id"))


def item_by_code(code: str) -> Item | None:
    """The one piece with this code; None for no piece of ours, or more than one. One query."""
    code = code.strip()
    if not code or not code.isprintable():
        return None
    wanted = stock_number(code)
    found = Item.objects.filter(pk__in=numbered(wanted))[:3]
    exact = [item for item in found if item.sku == wanted.upper()] or list(found)
    return exact[0] if len(exact) == 1 else None
