"""Orders and how they were paid."""

from .order import Order, OrderCounter, OrderLine, Tender
from .payment import Payment, Refund

__all__ = ["Order", "OrderCounter", "OrderLine", "Payment", "Refund", "Tender"]
