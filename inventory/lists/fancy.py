"""Fancy colours in a list's words: `Fancy Vivid Orangy Pink`, or their parts in columns."""

import re
from typing import NamedTuple

from inventory.models.stone import Hue, Intensity

from .cells import EMPTY, BadCell
from .words import NO_LAB, plain

HUES = {one.name: one for one in Hue if one} | {
    "GREY": Hue.GRAY, "BK": Hue.BLACK, "BN": Hue.BROWN, "GY": Hue.GRAY, "PL": Hue.PURPLE,
}  # fmt: skip
INTENSITIES = {plain(one.label): one for one in Intensity if one} | {
    "INTENSE": Intensity.FANCY_INTENSE, "VIVID": Intensity.FANCY_VIVID,
    "DEEP": Intensity.FANCY_DEEP, "DARK": Intensity.FANCY_DARK, "VL": Intensity.VERY_LIGHT,
    "FI": Intensity.FANCY_INTENSE, "FV": Intensity.FANCY_VIVID,
}  # fmt: skip
SPELT = {"GREYISH": "GRAYISH", "GREY": "GRAY", "ORANGEY": "ORANGY", "ORANGISH": "ORANGY"}
OVERTONES = {one.name for one in Hue if one} | {
    "YELLOWISH", "PINKISH", "BLUISH", "GREENISH", "ORANGY", "BROWNISH", "REDDISH", "PURPLISH",
    "VIOLETISH", "GRAYISH",
}  # fmt: skip
AROUND = {"NATURAL", "EVEN", "UNEVEN", "COLOR", "COLOUR"}
LONGEST = 24  # letters of an overtone that are kept


class Fancy(NamedTuple):
    """0 and an empty text where a cell doesn't say."""

    hue: int = 0
    intensity: int = 0
    overtone: str = ""


def whole(cell: str) -> Fancy | None:
    """A colour in one cell: the intensity first, the main colour last, overtones between them."""
    if is_nothing(cell):
        return None
    words = [word for word in re.findall(r"[A-Z]+", cell.upper()) if word not in AROUND]
    strength, words = _strength(words)
    if not words and strength:
        return Fancy(intensity=strength)
    if not words or words[-1] not in HUES:
        raise BadCell("a fancy colour we don't know")
    return Fancy(HUES[words[-1]].value, strength, _overtone(words[:-1]))


def intensity(cell: str) -> int:
    """0 for an empty cell."""
    word = "" if is_nothing(cell) else plain(cell)
    if word == "FD":
        raise BadCell("Fancy Dark or Fancy Deep: write it out")
    if word and word not in INTENSITIES:
        raise BadCell("an intensity we don't know")
    return INTENSITIES[word].value if word else 0


def overtone(cell: str) -> str:
    return "" if is_nothing(cell) else _overtone(re.findall(r"[A-Z]+", cell.upper()))


def is_nothing(cell: str) -> bool:
    return cell in EMPTY or not plain(cell) or plain(cell) in NO_LAB


def _strength(words: list[str]) -> tuple[int, list[str]]:
    """The intensity that the words begin with, and the rest of them."""
    for length in (2, 1):
        found = INTENSITIES.get("".join(words[:length]))
        if found and len(words) >= length:
            return found.value, words[length:]
    return 0, words


def _overtone(words: list[str]) -> str:
    spelt = [SPELT.get(word, word) for word in words]
    text = " ".join(word.capitalize() for word in spelt)
    if not set(spelt) <= OVERTONES or len(text) > LONGEST:
        raise BadCell("an overtone we don't know")
    return text
