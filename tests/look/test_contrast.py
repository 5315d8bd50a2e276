"""Text stands at 4.5:1 or more on every ground, controls and focus at 3:1, in each theme."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[2] / "static/css/tokens.css").read_text()
GROUNDS = ("paper", "surface", "sunk", "tint")

TEXT = [
    *[("ink", ground) for ground in (*GROUNDS, "tint-2", "go-bg", "hold-bg", "alert-bg")],
    *[("ink-2", ground) for ground in (*GROUNDS, "tint-2")],
    *[("ink-3", ground) for ground in GROUNDS],
    *[("accent", ground) for ground in (*GROUNDS, "accent-bg")],
    *[("go", ground) for ground in (*GROUNDS, "go-bg")],
    *[("hold", ground) for ground in (*GROUNDS, "hold-bg")],
    *[("gone", ground) for ground in ("paper", "surface", "sunk", "gone-bg")],
    *[("alert", ground) for ground in ("paper", "surface", "sunk", "alert-bg")],
    ("on-ink", "ink"),
    ("on-me", "me"),
    ("ink-2", "art-1"),
    ("ink-2", "art-2"),
    ("on-rail", "rail"),
    ("on-rail-on", "rail-on"),
    ("on-badge", "badge"),
    ("badge", "rail"),
    ("on-carpet", "carpet"),
    ("on-carpet-2", "carpet"),
]
CONTROLS = [
    *[("line-2", ground) for ground in ("paper", "surface", "sunk")],
    *[("focus", ground) for ground in (*GROUNDS, "tint-2")],
]


def block(selector: str) -> dict[str, str]:
    body = re.search(rf"(?m)^{re.escape(selector)} {{(.*?)^}}", CSS, re.DOTALL)
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", body.group(1)))


DEFAULT = block(":root")
THEMES = {
    "default": DEFAULT,
    "counter": DEFAULT | block('[data-theme="counter"]'),
    "night": DEFAULT | block('[data-theme="night"]'),
}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, of "#rrggbb"."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_every_ground(theme):
    colours = THEMES[theme]

    weak = {p: round(contrast(*(colours[n] for n in p)), 2) for p in TEXT}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_controls_and_focus_can_be_seen(theme):
    colours = THEMES[theme]

    weak = {p: round(contrast(*(colours[n] for n in p)), 2) for p in CONTROLS}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}
