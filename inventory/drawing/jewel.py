"""Jewellery that is no ring: chains, earrings, bracelets and watches, seen from the front."""

from collections.abc import Callable

from inventory.drawing import chain, ear, watch
from inventory.drawing.errors import BadCode
from inventory.drawing.ink import svg
from inventory.drawing.metal import METALS, Paint

BOX = "14 8 172 194"
DRAWN: dict[str, Callable[[Paint], str]] = {
    "trace-chain": chain.trace,
    "curb-chain": chain.curb,
    "tennis-bracelet": chain.tennis,
    "studs": ear.studs,
    "hoops": ear.hoops,
    "watch": watch.watch,
}
JEWELS = tuple(DRAWN)


def jewel(style: str, metal: str, *, label: str | None = None) -> str:
    if style not in DRAWN or metal not in METALS:
        raise BadCode(f"We draw {', '.join(DRAWN)} in {', '.join(METALS)}.")
    paint = Paint(metal, f"metal-{style}-{metal}")
    return svg(DRAWN[style](paint), label=label, box=BOX)


def from_code(code: str) -> str:
    """`<style>-<metal>`, as in `trace-chain-rose-gold`."""
    for style in DRAWN:
        for metal in METALS:
            if code == f"{style}-{metal}":
                return jewel(style, metal)
    raise BadCode("That isn't the address of a drawing.")
