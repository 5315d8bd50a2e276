"""Addresses of drawings: kind and cut in one word, so a drawing needs no look-up to be made."""

from inventory.drawing import jewel, ring
from inventory.drawing.cut import CARD, FINE, Cut, Fineness
from inventory.drawing.errors import BadCode
from inventory.drawing.ink import NIGHT
from inventory.drawing.mesh import mesh_json
from inventory.drawing.proportions import Proportions
from inventory.drawing.svg import face_up, facets, line_only

SVG, JSON = "image/svg+xml", "application/json"
LONGEST = 80
KINDS = {
    "face": (SVG, face_up),
    "night": (SVG, lambda cut: face_up(cut, NIGHT)),
    "facets": (SVG, facets),
    "line": (SVG, line_only),
    "mesh": (JSON, mesh_json),
}


def address(stone: Proportions | Cut, kind: str = "face", fineness: Fineness = FINE) -> str:
    """`face-3-round-d-100-570-346-408-35-52-78`: letters, digits and hyphens only."""
    (one,) = addresses(stone if isinstance(stone, Cut) else stone.quantised(fineness), kind)
    return one


def addresses(cut: Cut, *kinds: str) -> list[str]:
    """Of one cut, several kinds; BadCode for one that we don't draw."""
    for kind in kinds:
        if kind not in KINDS:
            raise BadCode(f"We draw {', '.join(KINDS)}, not {kind!r}.")
    code = cut.code
    return [f"{kind}-{code}" for kind in kinds]


def card_address(stone: Proportions, kind: str = "face") -> str:
    """As `address`, in the coarse steps of a list: stones that look alike share one file."""
    return address(stone, kind, CARD)


def ring_address(style: str, metal: str, shape: str = "round") -> str:
    """`ring-halo-yellow-gold-oval`."""
    return f"ring-{style}-{metal}-{shape}"


def jewel_address(style: str, metal: str) -> str:
    """`jewel-trace-chain-rose-gold`."""
    return f"jewel-{style}-{metal}"


def content_type(name: str) -> str:
    """SVG for everything but a mesh."""
    return JSON if name.startswith("mesh-") else SVG


def draw(name: str) -> str:
    """The drawing that an address stands for; BadCode for any other text."""
    if len(name) > LONGEST:
        raise BadCode("That isn't the address of a drawing.")
    kind, _, code = name.partition("-")
    if kind == "ring":
        return ring.from_code(code)
    if kind == "jewel":
        return jewel.from_code(code)
    if kind not in KINDS:
        raise BadCode("That isn't the address of a drawing.")
    return KINDS[kind][1](Cut.from_code(code))
