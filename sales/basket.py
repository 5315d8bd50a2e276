"""What somebody buys: lines as they were shown, priced again by us."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from inventory.models import Claim, Item
from inventory.selectors.lookup import items_by_ref

from .errors import NothingToSell, PriceChanged


@dataclass(frozen=True, slots=True)
class BasketLine:
    """`shown` is the unit price the buyer saw; `location_id` binds the piece to one place."""

    item: uuid.UUID
    quantity: int
    shown: Decimal
    fulfilment: str
    location_id: int | None = None


@dataclass(frozen=True, slots=True)
class PricedLine:
    item: Item
    quantity: int
    fulfilment: str
    location_id: int | None

    @property
    def amount(self) -> Decimal:
        return self.item.price * self.quantity


def priced(lines: Iterable[BasketLine]) -> list[PricedLine]:
    """The lines at today's prices; raises `PriceChanged` when one differs from what was shown."""
    lines = list(lines)
    items = items_by_ref(line.item for line in lines)
    if not lines or any(line.item not in items for line in lines):
        raise NothingToSell
    for line in lines:
        if items[line.item].price != line.shown:
            raise PriceChanged(sku=items[line.item].sku, price=str(items[line.item].price))
    return [
        PricedLine(items[line.item], line.quantity, line.fulfilment, line.location_id)
        for line in lines
    ]


def total(lines: Iterable[PricedLine]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def by_line(
    wanted: list[PricedLine], claims: list[Claim]
) -> list[tuple[PricedLine, list[uuid.UUID]]]:
    """Deal the claims, which come in the order of the lines, back to their lines, by their ids."""
    left, dealt = list(claims), []
    for line in wanted:
        held, pieces = [], 0
        while pieces < line.quantity:
            claim = left.pop(0)
            held.append(claim.public_id)
            pieces += claim.quantity
        dealt.append((line, held))
    return dealt
