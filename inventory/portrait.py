"""What a stone looks like on a page: its proportions as the drawing takes them, and its names."""

from django.utils.text import slugify

from omni.lib.translated import gettext as _

from . import drawing
from .models import Item, Product, RingSetting, Stone
from .models.stone import HUES, Clarity

# The model's columns and the drawing's words for them.
COLUMNS = {
    "length_mm": "length",
    "width_mm": "width",
    "depth_mm": "depth",
    "table_pct": "table_pct",
    "crown_angle": "crown_angle",
    "pavilion_angle": "pavilion_angle",
    "girdle_pct": "girdle_pct",
    "star_pct": "star_pct",
    "lower_half_pct": "lower_half_pct",
}


def proportions(stone: Stone) -> drawing.Proportions:
    """Only what was measured: the drawing fills the rest with typical values and says so."""
    typical, shape, colour = stone.typical, stone.drawn_as, body_colour(stone)
    given = {
        word: float(value)
        for word, column in COLUMNS.items()
        if column not in typical and (value := getattr(stone, column)) is not None
    }
    try:
        return drawing.Proportions(shape, colour=colour, **given)
    except drawing.DrawingError:
        # A value that no cut stone has can't be drawn; the figures on the page stay as reported.
        return drawing.Proportions(shape, colour=colour)


def body_colour(stone: Stone) -> str:
    """A letter, or the main colour of a fancy stone: `yellow`."""
    return HUES[stone.fancy].lower() if stone.fancy else stone.get_colour_display()


def short_title(stone: Stone) -> str:
    """`1.52 ct round`"""
    return _("%(carat)s ct %(shape)s") % _parts(stone)


def long_title(stone: Stone) -> str:
    """`1.52 carat round`"""
    return _("%(carat)s carat %(shape)s") % _parts(stone)


def grades(stone: Stone) -> str:
    """`E · VS1 · Excellent`, without a cut grade where there is none."""
    words = [stone.get_colour_display()]
    if stone.clarity != Clarity.NONE:
        words.append(stone.get_clarity_display())
    return " · ".join([*words, stone.get_cut_display()] if stone.cut else words)


def _parts(stone: Stone) -> dict:
    return {"carat": f"{stone.carat:.2f}", "shape": stone.get_shape_display().lower()}


def jewel_drawing(item: Item) -> str:
    """The address of a chain's or an earring's drawing; empty for what isn't drawn so."""
    style, metal = item.product.style, item.options.get("metal")
    if item.product.kind != Product.Kind.JEWELLERY or style not in drawing.JEWELS:
        return ""
    is_ours = isinstance(metal, str) and metal in drawing.METALS  # options are anything in JSON
    return drawing.jewel_address(style, metal if is_ours else "platinum")


def ring_drawing(setting: RingSetting, shape: str = "round") -> str:
    """The address of the setting's drawing; a style or metal without one has the plainest."""
    style, words = setting.item.product.style, slugify(setting.metal)
    metal = next((name for name in drawing.METALS if words.endswith(name)), "platinum")
    return drawing.ring_address(style if style in drawing.STYLES else "four-claw", metal, shape)
