"""The drawing of a piece, wherever a face shows it small."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .. import drawing, portrait
from ..models import Item

register = template.Library()


@register.simple_tag
def item_drawing(item: Item, size: int = 96) -> SafeString:
    """An `<img>` of a stone or a ring setting; `item` comes with its stone, setting and product."""
    address = _address(item)
    if not address:
        return SafeString("")
    return format_html(
        '<img class="gem" src="{}" alt="" width="{}" height="{}" loading="lazy" decoding="async">',
        reverse("storefront:drawing", args=[address]),
        size,
        size,
    )


def _address(item: Item) -> str:
    if hasattr(item, "stone"):
        return drawing.card_address(portrait.proportions(item.stone))
    if hasattr(item, "setting"):
        return portrait.ring_drawing(item.setting, item.setting.accepted_shapes[0])
    return ""
