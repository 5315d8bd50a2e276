"""Ring settings for a list of them."""

from ..models import RingSetting
from ..ring_sizes import size_of


def listed_settings() -> list[RingSetting]:
    """One of each style and metal, the cheapest size of it; one query."""
    settings = RingSetting.objects.filter(item__is_listed=True).select_related("item__product")
    return list(
        settings.order_by(
            "item__product__name", "item__product_id", "metal", "item__price", "item_id"
        ).distinct("item__product__name", "item__product_id", "metal")
    )


def settings_of(slug: str) -> list[RingSetting]:
    """Every metal and size of one style that customers may see; one query."""
    settings = RingSetting.objects.filter(item__product__slug=slug, item__is_listed=True)
    found = list(settings.select_related("item__product").order_by("metal", "item_id"))
    return sorted(found, key=_by_size)


def _by_size(setting: RingSetting) -> tuple:
    size = size_of(setting.size)
    return (setting.metal, size.circumference if size else 0, setting.item_id)
