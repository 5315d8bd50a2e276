"""Hypothesis drives the shop and the dictionary with the same steps and compares them."""

from .bench import Bench
from .boxes import Boxes
from .counter import Counter


class Stock(Counter, Boxes, Bench):
    """Every step that there is."""
