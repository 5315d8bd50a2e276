"""Items, places, stock, its ledger and every hold on it."""

from .assembly import Assembly, AssemblyPart
from .claim import Claim
from .count import CountLine, CountScan, StockCount
from .feed import SupplierFeed, SupplierNumber
from .imports import Import, ImportProblem, ImportRow
from .item import Item, Product, RingSetting
from .listing import Listing
from .media import MediaRetry, MediaTakedown, StoneMedia
from .memo import Memo, MemoLine, SaleReport
from .parcel import Parcel
from .place import Location, Supplier
from .price import PriceChange
from .safety import SafetyStock
from .stock import Lot, StockMovement, StockRecord
from .stone import GradingReport, Stone
from .transfer import Transfer, TransferLine, TransferRoute

__all__ = [
    "Assembly", "AssemblyPart", "Claim", "CountLine", "CountScan", "GradingReport", "Import",
    "ImportProblem", "ImportRow", "Item", "Listing", "Location", "Lot", "MediaRetry",
    "MediaTakedown", "Memo", "MemoLine", "Parcel", "PriceChange", "Product", "RingSetting",
    "SafetyStock", "SaleReport", "StockCount", "StockMovement", "StockRecord", "Stone",
    "StoneMedia", "Supplier", "SupplierFeed", "SupplierNumber", "Transfer", "TransferLine",
    "TransferRoute",
]  # fmt: skip
