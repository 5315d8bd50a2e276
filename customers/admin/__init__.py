"""Customers and the lists sent to them in Django's admin, to be looked at."""

from . import lists, people

__all__ = ["lists", "people"]
