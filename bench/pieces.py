"""Ten pieces of a ring for many buyers, and what became of them."""

from .hands import django_ready, listen

PIECES = 10


def lay(number: int) -> dict:
    """A ring of which ten pieces lie in Sydney, as a delivery brings them."""
    from django.db import transaction

    from inventory.actions.receive import ReceiveLine, receive_stock
    from inventory.models import Item, Location, RingSetting
    from omni.lib.actors import system

    with transaction.atomic():
        like = RingSetting.objects.select_related("item__product").order_by("pk").first()
        item = Item.objects.create(
            product=like.item.product, sku=f"BENCH-{number}", title=like.item.title,
            price=like.item.price,
        )  # fmt: skip
        RingSetting.objects.create(
            item=item, metal=like.metal, size=like.size, accepted_shapes=like.accepted_shapes,
            carat_from=like.carat_from, carat_to=like.carat_to,
        )  # fmt: skip
        receive_stock(
            lines=[ReceiveLine(item, Location.objects.get(code="sydney"), PIECES)],
            cause="bench", actor=system("bench"),
        )  # fmt: skip
    return {"sku": item.sku, "public_id": str(item.public_id), "price": str(item.price)}


def count(sku: str) -> dict:
    """How many pieces were sold, are held by machines, and are free still."""
    from django.db.models import Sum

    from inventory.models import Claim, StockRecord
    from sales.models import OrderLine

    def total(rows, column: str) -> int:
        return rows.aggregate(total=Sum(column))["total"] or 0

    records = StockRecord.objects.filter(item__sku=sku)
    return {
        "sold": total(OrderLine.objects.filter(item__sku=sku), "quantity"),
        "held": total(Claim.objects.live().filter(item__sku=sku), "quantity"),
        "on_hand": total(records, "on_hand"),
        "claimed": total(records, "claimed"),
    }


def main() -> None:
    django_ready()
    listen({"lay": lay, "count": count})


if __name__ == "__main__":
    main()
