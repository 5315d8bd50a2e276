"""The drawing of a piece, wherever a face shows it small."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .. import drawing, portrait
from ..models import Item
from ..selectors.made import MadeRing

register = template.Library()


@register.simple_tag
def item_drawing(
    item: Item | None, size: int = 96, light: str = "face", ring: MadeRing | None = None
) -> SafeString:
    """An `<img>` of a stone, a setting or jewellery, or nothing; `item` comes with what it needs.

    Of a finished ring it needs the `ring`. `light` is "face", "night" or "line" for a stone; `size`
    in CSS pixels. The title stands beside it, so it is silent for screen readers.
    """
    if ring is not None:
        address = portrait.ring_drawing(ring.setting, ring.shape)
    else:
        address = _address(item, light) if item is not None else ""
    if not address:
        return SafeString("")
    return format_html(
        '<img class="gem" src="{}" alt="" width="{}" height="{}" loading="lazy" decoding="async">',
        reverse("storefront:drawing", args=[address]), size, size,
    )  # fmt: skip


def _address(item: Item, light: str) -> str:
    if hasattr(item, "stone"):
        return drawing.card_address(portrait.proportions(item.stone), light)
    if hasattr(item, "setting"):
        return portrait.ring_drawing(item.setting, item.setting.accepted_shapes[0])
    # A list of many pieces doesn't ask for the style of each.
    return portrait.jewel_drawing(item) if Item.product.is_cached(item) else ""
