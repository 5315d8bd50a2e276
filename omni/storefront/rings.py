"""Which drawing a ring setting has."""

from django.utils.text import slugify

from inventory import drawing
from inventory.models import RingSetting


def ring_drawing(setting: RingSetting, shape: str = "round") -> str:
    """The address of the setting's drawing; a style or metal without one has the plainest."""
    style, words = setting.item.product.style, slugify(setting.metal)
    metal = next((name for name in drawing.METALS if words.endswith(name)), "platinum")
    plain = style if style in drawing.STYLES else "solitaire"
    return drawing.ring_address(plain, metal, shape)
