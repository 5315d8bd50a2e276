"""Pieces for tests: a stone, a ring setting, and where they lie."""

from decimal import Decimal
from itertools import count

from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.models import (
    Item,
    Location,
    Lot,
    Parcel,
    Product,
    RingSetting,
    StockRecord,
    Stone,
)
from omni.lib.actors import system
from staff.models import Store

number = count(1)
TEST = system("test")


def a_store(slug: str = "sydney", city: str = "Sydney", zone: str = "Australia/Sydney") -> Store:
    store, _ = Store.objects.get_or_create(
        slug=slug,
        defaults={
            "code": slug[:3].upper(), "name": f"{city}, Test Street", "city": city,
            "street": "1 Test Street", "postcode": "2000", "region": "NSW", "zone": zone,
            "phone": "+61255500100", "duty_phone": "+61491570100",
        },
    )  # fmt: skip
    return store


def a_place(slug: str = "sydney", kind: str = "store") -> Location:
    store = a_store(slug, slug.title()) if kind == "store" else None
    place, _ = Location.objects.get_or_create(
        code=slug, defaults={"name": slug.title(), "kind": kind, "store": store,
                             "city": slug.title()},
    )  # fmt: skip
    return place


def a_stone(
    *,
    at: Location | None = None,
    price: str = "21480.00",
    sku: str = "",
    lot: Lot | None = None,
    **grades,
) -> Item:
    """A round of 1.52 ct E VS1, at `at` (Sydney's store unless told), our own or of `lot`."""
    n = next(number)
    product, _ = Product.objects.get_or_create(
        slug="round", defaults={"kind": "stone", "name": "Round brilliant diamond"}
    )
    item = Item.objects.create(
        product=product, sku=sku or f"TS-{n:06}", title="1.52 ct round E VS1",
        is_serial=True, price=Decimal(price),
    )  # fmt: skip
    values = {
        "shape": 1, "carat": "1.52", "colour": 2, "clarity": 5, "cut": 1, "length": "7.38",
        "width": "7.41", "depth": "4.54", "table_pct": "57", "depth_pct": "61.4",
    }  # fmt: skip
    Stone.objects.create(item=item, **(values | grades))
    line = ReceiveLine(item, at or a_place(), lot=lot)
    receive_stock(lines=[line], cause="test", actor=TEST)
    return item


def a_setting(*, pieces: int = 10, at: Location | None = None, price: str = "1950.00") -> Item:
    n = next(number)
    product, _ = Product.objects.get_or_create(
        slug="four-claw",
        defaults={"kind": "setting", "name": "Four-claw solitaire", "style": "four-claw"},
    )
    item = Item.objects.create(
        product=product, sku=f"SET-{n:05}", title="Four-claw solitaire, platinum, J",
        price=Decimal(price),
    )  # fmt: skip
    RingSetting.objects.create(
        item=item, metal="platinum", size="J", accepted_shapes=["round"],
        carat_from="0.5", carat_to="3",
    )  # fmt: skip
    receive_stock(lines=[ReceiveLine(item, at or a_place(), pieces)], cause="test", actor=TEST)
    return item


def a_jewel(
    *, metal: str = "yellow-gold", length: str = "45", price: str = "690.00", pieces: int = 2,
    style: str = "trace-chain", at: Location | None = None,
) -> Item:  # fmt: skip
    """A fine chain of 45 cm, two pieces of it."""
    product, _ = Product.objects.get_or_create(
        slug=style, defaults={"kind": "jewellery", "name": style.capitalize(), "style": style}
    )
    item = Item.objects.create(
        product=product, sku=f"JW-{next(number):05}", title=f"{product.name}, {metal}, {length} cm",
        price=Decimal(price), options={"metal": metal, "length_cm": length},
    )  # fmt: skip
    if pieces:
        receive_stock(lines=[ReceiveLine(item, at or a_place(), pieces)], cause="test", actor=TEST)
    return item


def on_hand(item: Item) -> tuple[int, int]:
    """(pieces, claimed) over all places."""
    records = StockRecord.objects.filter(item=item)
    return sum(r.on_hand for r in records), sum(r.claimed for r in records)


def a_parcel(*, pieces: int = 100, carats: str = "2.00", at: Location | None = None) -> Item:
    """Rounds of 1.2 to 1.3 mm, F to G, VS."""
    n = next(number)
    product, _ = Product.objects.get_or_create(
        slug="melee", defaults={"kind": "parcel", "name": "Melee"}
    )
    item = Item.objects.create(
        product=product, sku=f"ML-{n:05}", title="Round melee, 1.2 to 1.3 mm", price=Decimal(900)
    )
    Parcel.objects.create(
        item=item, shape=1, mm_from="1.2", mm_to="1.3", colour_from=3, colour_to=4,
        clarity_from=5, clarity_to=6,
    )  # fmt: skip
    line = ReceiveLine(item, at or a_place(), pieces, carats=Decimal(carats))
    if pieces:
        receive_stock(lines=[line], cause="test", actor=TEST)
    return item


def hold(item: Item, holder: str = "customer:1"):
    """Somebody reserves it."""
    import datetime as dt

    from inventory.actions.claim import ClaimLine, claim_stock
    from omni.lib.clock import now

    (claim,) = claim_stock(
        lines=[ClaimLine(item.pk)], purpose="basket", holder=holder,
        expires_at=now() + dt.timedelta(hours=1), actor=TEST,
    )  # fmt: skip
    return claim


def sell(item: Item):
    """Somebody buys it."""
    from inventory.actions.consume import consume_claims

    return consume_claims(claims=[hold(item).public_id], cause="order:1", actor=TEST)
