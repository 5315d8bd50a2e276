"""What the values of a column tell of it; an empty answer when they don't."""

import re

from .graded import plain
from .words import DOUBTFUL_SHAPES, GRADES, LABS, NO_LAB, OTHER_SHAPES, SHAPES

ALL_SHAPES = SHAPES.keys() | OTHER_SHAPES.keys() | DOUBTFUL_SHAPES.keys()
FEWEST_DIGITS = 5  # of a report number
LEAST_PCT, MOST_MM = 35.0, 20.0
SIGNED = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def _words(cells: set[str]) -> set[str]:
    return {plain(cell) for cell in cells} - {""}


def _numbers(cells: set[str]) -> list[float]:
    texts = (cell.replace("%", "").replace(" ", "") for cell in cells)
    return [float(text.replace(",", ".")) for text in texts if SIGNED.fullmatch(text)]


def cut_of(cells: set[str], has: frozenset[str]) -> str:
    """Grade or shape: beside a column of shapes it is the grade."""
    words = _words(cells)
    are_shapes, are_grades = words <= ALL_SHAPES, words <= GRADES.keys()
    if "shape" in has:
        return "grade" if are_grades or not are_shapes else ""
    if words and are_shapes != are_grades:
        return "shape" if are_shapes else "grade"
    return ""


def depth_of_column(cells: set[str], has: frozenset[str]) -> str:
    """Per cent or mm: a stone is 40 to 85 % deep, and seldom more than 20 mm."""
    if cells and any("%" in cell for cell in cells):
        return "pct"
    numbers = [number for number in _numbers(cells) if number > 0]
    if numbers and min(numbers) >= LEAST_PCT:
        return "pct"
    if numbers and min(numbers) > 1 and max(numbers) <= MOST_MM:
        return "mm"
    return ""


def certificate_of(cells: set[str], has: frozenset[str]) -> str:
    words = _words(cells) - NO_LAB
    if words and words <= LABS.keys():
        return "lab"
    filled = [cell for cell in cells if plain(cell) and plain(cell) not in NO_LAB]
    if filled and all(cell.lower().startswith(("http://", "https://")) for cell in filled):
        return "link"
    if filled and all(sum(c.isdigit() for c in cell) >= FEWEST_DIGITS for cell in filled):
        return "number"
    return ""


def scale_of(cells: set[str]) -> str:
    """Per cent where it is written so or above 1; a column within 1 could be either."""
    numbers = [abs(number) for number in _numbers(cells)]
    if any("%" in cell for cell in cells) or any(number > 1 for number in numbers):
        return "percent"
    return "" if any(numbers) else "percent"


def sign_of(cells: set[str]) -> str:
    """Where every discount has its minus, a minus is below; a plus that comes later is refused."""
    return "" if any(number > 0 for number in _numbers(cells)) else "no_plus"
