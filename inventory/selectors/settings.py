"""Ring settings for a list of them."""

from ..models import RingSetting


def listed_settings() -> list[RingSetting]:
    """One of each style and metal, the cheapest size of it; one query."""
    settings = RingSetting.objects.filter(item__is_listed=True).select_related("item__product")
    return list(
        settings.order_by(
            "item__product__name", "item__product_id", "metal", "item__price", "item_id"
        ).distinct("item__product__name", "item__product_id", "metal")
    )
