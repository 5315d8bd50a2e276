"""`{% load pieces %}{% gem item "night" %}`: a piece as a small picture."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .. import drawing, portrait
from ..models import Item

register = template.Library()


@register.simple_tag
def gem(item: Item | None, light: str = "face", size: int = 40) -> SafeString:
    """The drawing of a stone, or nothing for what has none; `item.stone` should be read along.

    `light` is "face", "night" or "line"; `size` in CSS pixels. Its title stands beside it, so it
    is silent for screen readers.
    """
    stone = getattr(item, "stone", None) if item is not None else None
    if stone is None:
        return SafeString("")
    name = drawing.card_address(portrait.proportions(stone), light)
    return format_html(
        '<img class="gem" src="{}" alt="" width="{}" height="{}" loading="lazy">',
        reverse("storefront:drawing", args=[name]), size, size,
    )  # fmt: skip
