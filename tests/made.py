"""Finished rings for tests."""

from decimal import Decimal

from inventory.actions.assemble import Part, assemble
from inventory.models import Item, Product, RingSetting
from tests.stock import TEST, a_place, a_setting, a_stone


def a_made_ring(sku: str = "RING-1", title="Priya’s solitaire", price="23900", **grades) -> Item:
    """A platinum J with a round of 1.52 ct E VS1, in Sydney."""
    product, _ = Product.objects.get_or_create(
        slug="finished-rings", defaults={"kind": "jewellery", "name": "Finished rings"}
    )
    ring = Item.objects.create(
        product=product, sku=sku, title=title, is_serial=True, price=Decimal(price)
    )
    stone, setting = a_stone(sku=f"STONE-OF-{sku}", **grades), a_setting(pieces=2)
    RingSetting.objects.filter(pk=setting.pk).update(accepted_shapes=["round", "oval"])
    setting.refresh_from_db()
    assemble(item=ring, parts=[Part(setting), Part(stone)], location=a_place(), actor=TEST)
    return ring
