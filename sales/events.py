"""News of sales."""

import uuid
from dataclasses import dataclass

from .models import Order, OrderLine


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    """As it was written, with its customer and its lines."""

    order: Order
    lines: list[OrderLine]


@dataclass(frozen=True, slots=True)
class PaymentToRefund:
    """The money came when the piece was gone; it goes back."""

    payment: uuid.UUID
    customer_id: int
