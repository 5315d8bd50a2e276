"""What a listed stone costs us and what it is sold for, by the terms agreed with its supplier."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PriceTerms:
    """`rate` is what one unit of the list's `currency` costs in ours. `agreed_off` is a discount in
    per cent on the supplier's own prices, `margin` what we add in per cent, `tax` a share (0.1).
    The shelf price is rounded to a multiple of `step`, never below the unrounded by more than half.
    """

    currency: str = "USD"
    ours: str = "AUD"
    rate: Decimal = Decimal(1)
    agreed_off: Decimal = Decimal(0)
    margin: Decimal = Decimal(0)
    tax: Decimal = Decimal("0.1")
    step: Decimal = Decimal(1)

    def cost(self, listed: Decimal) -> Decimal:
        """Of a stone listed at so much in all, in our currency, without tax."""
        return (listed * (100 - self.agreed_off) / 100 * self.rate).quantize(CENT, ROUND_HALF_UP)

    def shelf(self, cost: Decimal) -> Decimal:
        """In our currency, with tax."""
        exact = cost * (100 + self.margin) / 100 * (1 + self.tax)
        return (exact / self.step).quantize(Decimal(1), ROUND_HALF_UP) * self.step
