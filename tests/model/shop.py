"""The real shop that the model is held against: six items, two stores, the road, a customer."""

from decimal import Decimal

from inventory.actions.receive import owned
from inventory.ledger import ensure_records
from inventory.memos import with_customers
from inventory.models import (
    Item,
    Location,
    Lot,
    Parcel,
    Product,
    RingSetting,
    StockRecord,
    Stone,
    Supplier,
)  # fmt: skip
from inventory.transfers import on_the_road
from tests.stock import a_place

from .world import HIS, PLACES

KINDS = {
    "stone": "stone", "pear": "stone", "setting": "setting", "melee": "parcel", "fine": "parcel",
    "ring": "jewellery",
}  # fmt: skip
ROUND = {
    "shape": 1, "carat": "1.52", "colour": 2, "clarity": 5, "length": "7.4", "width": "7.4",
    "depth": "4.5",
}  # fmt: skip
SMALL = {
    "shape": 1, "mm_from": 1, "mm_to": 2, "colour_from": 1, "colour_to": 2, "clarity_from": 1,
    "clarity_to": 2,
}  # fmt: skip


class Shop:
    def __init__(self) -> None:
        for place in (a_place(), a_place("perth"), on_the_road(), with_customers()):
            assert place.code in PLACES
        self.places = {place.code: place for place in Location.objects.filter(code__in=PLACES)}
        self.supplier, _ = Supplier.objects.get_or_create(code="s", defaults={"name": "Supplier"})
        lots = [owned()]  # the first, so that what comes back to it comes back first
        self.his, _ = Lot.objects.get_or_create(
            ownership=HIS, supplier=self.supplier, memo_number="7"
        )
        lots.append(self.his)
        self.items = {name: _item(name, kind) for name, kind in KINDS.items()}
        self.names = {item.pk: name for name, item in self.items.items()}
        ensure_records(
            (item.pk, place.pk, lot.pk)
            for item in self.items.values()
            for place in self.places.values()
            for lot in lots
        )

    def item(self, name: str) -> Item:
        return self.items[name]

    def place(self, code: str) -> Location:
        return self.places[code]

    def spot(self, record: StockRecord) -> tuple[str, str, str]:
        return self.names[record.item_id], record.location.code, record.lot.ownership

    def pieces(self) -> dict[tuple[str, str, str], int]:
        """Nothing anywhere yet, in the order in which records are taken."""
        records = StockRecord.objects.select_related("location", "lot").order_by("pk")
        return {self.spot(record): 0 for record in records}

    def carats(self) -> dict[tuple[str, str, str], Decimal]:
        return {spot: Decimal(0) for spot in self.pieces() if spot[0] in ("melee", "fine")}


def _item(name: str, kind: str) -> Item:
    product, _ = Product.objects.get_or_create(slug=kind, defaults={"kind": kind, "name": kind})
    item = Item.objects.create(
        product=product, sku=f"MODEL-{name}".upper(), title=name, price=1,
        is_serial=kind in ("stone", "jewellery"),
    )  # fmt: skip
    if kind == "stone":
        Stone.objects.create(item=item, **ROUND)
    elif kind == "parcel":
        Parcel.objects.create(item=item, **SMALL)
    elif kind == "setting":
        RingSetting.objects.create(
            item=item, metal="platinum", size="J", accepted_shapes=["round"], carat_from="0.5",
            carat_to="3",
        )  # fmt: skip
    return item
