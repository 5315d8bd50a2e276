"""Words of a supplier's list, a cell at a time: a value, nothing when empty, or `BadCell`."""

import re
from urllib.parse import urlsplit

from . import fancy
from .cells import EMPTY, BadCell
from .words import (
    AVAILABILITY,
    CLARITIES,
    COLOURS,
    DOUBTFUL_SHAPES,
    FLUORESCENCES,
    GLOW,
    GRADES,
    LABS,
    NO_LAB,
    ORIGINS,
    OTHER_SHAPES,
    SHAPES,
    UNTREATED,
    plain,
)

FANCY_ENOUGH = 3  # letters of a colour that is no single letter; fewer may be a span, D-E
NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{3,23}")
DIGITS = re.compile(r"[0-9]{4,24}")
SHORTENED = re.compile(r"[0-9](?:\.[0-9]+)?E[+]?[0-9]+", re.IGNORECASE)
LONGEST_STOCK_NUMBER = 30


def formula(cell: str) -> None:
    """Raises `BadCell` for what a spreadsheet would calculate."""
    if cell.startswith(("=", "@")):
        raise BadCell("a formula, not a value")


def _word(cell: str) -> str:
    """Nothing for an empty cell; signs alone are a word that nobody knows."""
    return "" if cell in EMPTY else plain(cell) or "?"


def shape(cell: str, doubts: dict[str, str]) -> int | None:
    """`doubts` says what a word of `DOUBTFUL_SHAPES` is with this supplier: {"PS": "pear"}."""
    word = _word(cell)
    if not word:
        return None
    if word in DOUBTFUL_SHAPES:
        if word not in doubts:
            raise BadCell(f"{' or '.join(DOUBTFUL_SHAPES[word])}: nobody said which")
        word = doubts[word].upper()
    if word in SHAPES:
        return SHAPES[word]
    if word in OTHER_SHAPES:
        raise BadCell(f"{OTHER_SHAPES[word]}: a shape that isn't kept here")
    raise BadCell("a shape we don't know")


def colour(cell: str) -> int | fancy.Fancy | None:
    """A letter; or a fancy colour, as some lists write it in the same column."""
    word = _word(cell)
    if word in COLOURS:
        return COLOURS[word]
    if not word:
        return None
    if len(word) == 1 and word.isalpha():
        raise BadCell("a colour that there isn't: D to Z are")
    if len(word) >= FANCY_ENOUGH:
        return fancy.whole(cell)
    raise BadCell("a colour we don't know")


def clarity(cell: str) -> int | None:
    word = _word(cell)
    if not word:
        return None
    if word not in CLARITIES:
        raise BadCell("a clarity we don't know")
    return CLARITIES[word]


def grade(cell: str) -> int | None:
    """Cut, polish or symmetry; half grades such as VG-EX count as the lower."""
    word = _word(cell)
    if not word or cell in EMPTY or word in {"NONE", "NA"}:
        return None
    if word not in GRADES:
        raise BadCell("a grade we don't know")
    return GRADES[word]


def fluorescence(cell: str) -> int | None:
    """The strength; the colour of the glow may stand beside it."""
    text = GLOW.sub("", cell.upper())
    word = _word(text.strip())
    if not word:
        return None
    if word not in FLUORESCENCES:
        raise BadCell("a fluorescence we don't know")
    return FLUORESCENCES[word]


def lab(cell: str) -> str:
    word = _word(cell)
    if not word or word in NO_LAB:
        return ""
    if word not in LABS:
        raise BadCell("a laboratory we don't know")
    return LABS[word]


def report_number(cell: str) -> str:
    """Without the laboratory's name before it."""
    if DIGITS.fullmatch(cell):
        return cell
    text = re.sub(r"[\s._#/]+", "", cell.upper())
    for name in LABS.values():
        if text.startswith(name) and len(text) > len(name) + 3:
            text = text[len(name) :].lstrip("-")
    if text in EMPTY or text in NO_LAB:
        return ""
    if SHORTENED.fullmatch(cell):
        raise BadCell("shortened by a spreadsheet: the last digits are lost")
    if not NUMBER.fullmatch(text):
        raise BadCell("not a report number")
    return text


def stock_number(cell: str) -> str:
    formula(cell)
    if len(cell) > LONGEST_STOCK_NUMBER:
        raise BadCell(f"longer than {LONGEST_STOCK_NUMBER} characters")
    if not cell.isprintable():
        raise BadCell("has control characters")
    return cell


def availability(cell: str) -> bool:
    """Whether it can be had; a supplier who says nothing means that it can."""
    word = plain(cell)
    if not word:
        return True
    if word not in AVAILABILITY:
        raise BadCell("an availability we don't know")
    return AVAILABILITY[word]


def origin(cell: str) -> bool | None:
    """True for a lab-grown stone."""
    word = plain(cell)
    if not word:
        return None
    if word not in ORIGINS:
        raise BadCell("neither natural nor lab-grown")
    return ORIGINS[word]


def untreated(cell: str) -> None:
    """Raises `BadCell` for a treated stone: it would be shown as an untreated one."""
    word = plain(cell)
    if word and word not in UNTREATED:
        raise BadCell("a treated stone: those aren't kept here")


def link(cell: str) -> str:
    """An address of a picture or certificate; anything that isn't https is left out."""
    if len(cell) > 500 or not cell.isprintable() or " " in cell:
        return ""
    try:
        parts = urlsplit(cell)
    except ValueError:
        return ""
    return cell if parts.scheme == "https" and parts.hostname else ""
