"""Light turned into colour: cool blue-greys, warmer down the colour scale, and a night ramp."""

RAMPS = {
    "d": ("#263545", "#435669", "#627b94", "#8aa5bd", "#d3e2ee", "#e9f1f8", "#fbfdff"),
    "g": ("#2c333c", "#4b525b", "#6d757d", "#98a0a5", "#e0e2e0", "#f0f0ec", "#fdfcf9"),
    "j": ("#37342f", "#5a554c", "#807868", "#aca38e", "#e8e1ce", "#f4eedf", "#fefbf2"),
    "yellow": ("#4a3708", "#7d5f0c", "#b38a14", "#d9b021", "#f3d75a", "#fae78f", "#fffbe3"),
    "pink": ("#4d2434", "#7f4058", "#b0627f", "#d68aa4", "#f2bfce", "#f9d9e1", "#fff5f7"),
    "blue": ("#12294d", "#24477c", "#3f6cab", "#6795cf", "#a9c8ec", "#cfe1f6", "#f3f9ff"),
    "green": ("#1b3a24", "#33603f", "#558a60", "#82b38a", "#bcdcbf", "#daeedb", "#f6fcf5"),
    "orange": ("#4f2808", "#87480f", "#bd6c1b", "#e2913a", "#f8c17d", "#fddcb0", "#fff7ea"),
    "brown": ("#35231a", "#5b3f2f", "#856149", "#ad876b", "#d9bea6", "#ecdccd", "#fdf8f3"),
    "red": ("#450f16", "#7a1d28", "#ad3341", "#d3606b", "#eda6ab", "#f7cfd1", "#fff3f2"),
    "purple": ("#33204a", "#573b78", "#7d5ca3", "#a589c8", "#d1bee6", "#e6daf2", "#faf6fe"),
    "violet": ("#23264f", "#40457f", "#646aab", "#9095cd", "#c4c8ea", "#dfe1f5", "#f7f8ff"),
    "gray": ("#25292d", "#42474d", "#666c73", "#90969d", "#c3c8cd", "#dee2e5", "#f8fafb"),
    "black": ("#0b0d10", "#15181c", "#22262b", "#343a40", "#565d65", "#7f868e", "#c9ced3"),
    "white": ("#5f6a73", "#808b94", "#a3adb5", "#c3cbd1", "#e6eaed", "#f3f5f6", "#ffffff"),
}
NIGHT = ("#0d141c", "#1b2a39", "#2c4257", "#46637f", "#88a8c4", "#bcd4e8", "#eaf4fd")
STOPS = (0.0, 0.16, 0.32, 0.46, 0.56, 0.8, 1.0)


def tone(light: float, ramp: tuple[str, ...]) -> tuple[float, float, float]:
    level = min(max(light, 0.0), 1.0)
    for i in range(len(STOPS) - 1):
        if level <= STOPS[i + 1]:
            share = (level - STOPS[i]) / (STOPS[i + 1] - STOPS[i])
            low, high = channels(ramp[i]), channels(ramp[i + 1])
            return tuple(a + share * (b - a) for a, b in zip(low, high, strict=True))
    return channels(ramp[-1])


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


FIRE, MOST = 0.45, 0.08
"""How much of a patch's own colour is let through; all of it looks like coloured glass."""


def shade(light: tuple[float, float, float], ramp: tuple[str, ...], levels: int) -> str:
    """One `#rrggbb` for the light of a patch, snapped to a few levels so patches share paths."""
    mean = sum(light) / 3
    toned = [mean + min(max(FIRE * (value - mean), -MOST), MOST) for value in light]
    snapped = [round(min(max(v, 0.0), 1.0) * levels) / levels for v in toned]
    return "#" + "".join(
        f"{round(tone(value, ramp)[channel]):02x}" for channel, value in enumerate(snapped)
    )
