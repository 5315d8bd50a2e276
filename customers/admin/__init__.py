"""Customers and the lists sent to them in Django's admin, to be looked at."""

from . import lists, merges, people

__all__ = ["lists", "merges", "people"]
