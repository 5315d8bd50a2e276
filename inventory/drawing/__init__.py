"""Drawings of stones, rings and jewellery, computed from their own proportions by pure functions.

    proportions = Proportions("round", 7.38, 7.41, 4.54, table_pct=57, colour="E")
    complete, typical = with_typical_values(proportions)   # typical: the fields to label so

    face_up(proportions, "light" | "night")    the shaded diagram, SVG text
    facets(proportions)  line_only(proportions)  side(proportions)
    sprite(shapes)                             small icons, as static/img/cuts.svg has them
    mesh_json(proportions)                     for static/js/stone-viewer.js
    ring(style, metal, shape)                  a setting with a stone in it
    jewel(style, metal)                        a chain, a bracelet, earrings, a watch

A list page inlines none of them: it points an <img> at an address, which is served from files
and may be cached for ever.

    card_address(proportions)                  coarse steps: many stones share one address
    address(proportions, "face" | "night" | "facets" | "line" | "mesh")
    addresses(cut, "face", "line")             of one cut, several at once
    ring_address(style, metal, shape)  jewel_address(style, metal)
    get_or_make(directory, address)            (body, content type); raises BadCode

All errors are DrawingError (a ValueError): UnknownShape, BadProportions, BadCode.
"""

from inventory.drawing.address import (
    address,
    addresses,
    card_address,
    jewel_address,
    ring_address,
)
from inventory.drawing.cut import SHAPES, Cut
from inventory.drawing.errors import BadCode, BadProportions, DrawingError, UnknownShape
from inventory.drawing.jewel import JEWELS, jewel
from inventory.drawing.mesh import mesh_json
from inventory.drawing.metal import METALS
from inventory.drawing.profile import side
from inventory.drawing.proportions import Proportions, with_typical_values
from inventory.drawing.ring import STYLES, ring
from inventory.drawing.store import get_or_make, path_for
from inventory.drawing.svg import face_up, facets, line_only, sprite

__all__ = [
    "JEWELS",
    "METALS",
    "SHAPES",
    "STYLES",
    "BadCode",
    "BadProportions",
    "Cut",
    "DrawingError",
    "Proportions",
    "UnknownShape",
    "address",
    "addresses",
    "card_address",
    "face_up",
    "facets",
    "get_or_make",
    "jewel",
    "jewel_address",
    "line_only",
    "mesh_json",
    "path_for",
    "ring",
    "ring_address",
    "side",
    "sprite",
    "with_typical_values",
]
