"""Items, places, stock, its ledger and every hold on it."""

from .claim import Claim
from .imports import Import, ImportProblem
from .item import Item, Product, RingSetting
from .listing import Listing
from .place import Location, Supplier
from .stock import Lot, StockMovement, StockRecord
from .stone import GradingReport, Stone

__all__ = [
    "Claim", "GradingReport", "Import", "ImportProblem", "Item", "Listing", "Location", "Lot",
    "Product", "RingSetting", "StockMovement", "StockRecord", "Stone", "Supplier",
]  # fmt: skip
