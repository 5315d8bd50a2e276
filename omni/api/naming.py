"""What machines call pieces, places and suppliers, as the things themselves."""

from collections.abc import Iterable

from inventory.models import Item, Location, Lot, Supplier
from omni.lib.errors import NotThere
from staff.models import Store

from .errors import UnknownPiece


class UnknownPlace(NotThere):
    """There's no place of that code."""

    code = "unknown_place"


class UnknownSupplier(NotThere):
    """There's no supplier, or no memo of theirs, of that name."""

    code = "unknown_supplier"


class UnknownStore(NotThere):
    """There's no store of that name."""

    code = "unknown_store"


def items(skus: Iterable[str]) -> dict[str, Item]:
    """By stock number, listed or not; raises `UnknownPiece` with every one that there isn't."""
    wanted = list(dict.fromkeys(skus))
    found = {item.sku: item for item in Item.objects.filter(sku__in=wanted)}
    if unknown := [sku for sku in wanted if sku not in found]:
        raise UnknownPiece(lines=[{"sku": sku} for sku in unknown])
    return found


def item(sku: str) -> Item:
    return items([sku])[sku]


def places(codes: Iterable[str]) -> dict[str, Location]:
    """By code; raises `UnknownPlace` with every one that there isn't."""
    wanted = list(dict.fromkeys(codes))
    found = {place.code: place for place in Location.objects.filter(code__in=wanted)}
    if unknown := [code for code in wanted if code not in found]:
        raise UnknownPlace(locations=unknown)
    return found


def place(code: str) -> Location:
    return places([code])[code]


def store(slug: str) -> Store:
    found = Store.objects.filter(slug=slug, is_active=True).first()
    if found is None:
        raise UnknownStore(store=slug)
    return found


def supplier(code: str) -> Supplier:
    found = Supplier.objects.filter(code=code).first()
    if found is None:
        raise UnknownSupplier(supplier=code)
    return found


def lot(asked: dict) -> Lot:
    """The supplier's lot of that number and ownership."""
    lots = Lot.objects.filter(
        supplier=supplier(asked["supplier"]), memo_number=asked["number"],
        ownership=asked["ownership"],
    )  # fmt: skip
    if (found := lots.first()) is None:
        raise UnknownSupplier(number=asked["number"])
    return found
