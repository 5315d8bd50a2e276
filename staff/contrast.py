"""Whether a colour can be read on our paper, as WCAG 2 computes it."""

import re

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
PAPER = "#f4f7f9"
READABLE = 4.5


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", from 0 to 1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str = PAPER) -> float:
    """From 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
