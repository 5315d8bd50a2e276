"""Find a piece by what is on its tag or its report."""

from django.db.models import Q

from ..models import Item

FEWEST = 3


def pieces_named(text: str, most: int = 8) -> list[Item]:
    """By stock number (its beginning is enough), bar code or report number; a setting by its

    name too. With stone, setting, product and report; one query.
    """
    text = text.strip()
    if len(text) < FEWEST:
        return []
    stock_number = text.upper()
    known = (
        Q(sku=stock_number)
        | Q(sku__startswith=stock_number)
        | Q(gtin=text)
        | Q(stone__report__number=text.replace(" ", ""))
    )
    if not any(letter.isdigit() for letter in text):
        known |= Q(product__kind__in=("setting", "jewellery"), title__icontains=text)
    items = Item.objects.select_related("stone__report", "setting", "product")
    return list(items.filter(known).order_by("sku")[:most])


def pieces_by_sku(skus: list[str]) -> list[Item]:
    """In the order given, unknown ones left out; with stone, setting and product; one query."""
    items = Item.objects.select_related("stone", "setting", "product").filter(sku__in=skus)
    found = {item.sku: item for item in items}
    return [found[sku] for sku in dict.fromkeys(skus) if sku in found]
