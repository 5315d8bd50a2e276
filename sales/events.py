"""News of sales."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    order_id: int
    order: uuid.UUID


@dataclass(frozen=True, slots=True)
class PaymentToRefund:
    """The money came when the piece was gone; it goes back."""

    payment: uuid.UUID
    customer_id: int
