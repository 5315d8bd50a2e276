"""The catalogue and its places in the admin; stock and ledger to be looked at."""

from . import catalogue, imports, media, places, stock

__all__ = ["catalogue", "imports", "media", "places", "stock"]
