"""The one rounding module: amounts are `Decimal` in major units beside an ISO 4217 code."""

from decimal import ROUND_HALF_UP, Decimal

# ISO 4217 minor units where they are not two.
EXPONENTS = {
    "JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "VND": 0, "XAF": 0, "XOF": 0, "XPF": 0, "UGX": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip
# Smallest coin in circulation, where it is larger than the minor unit.
CASH_STEPS = {
    "AUD": Decimal("0.05"), "NZD": Decimal("0.10"), "CAD": Decimal("0.05"), "CHF": Decimal("0.05"),
}  # fmt: skip
SYMBOLS = {"AUD": "$", "USD": "$", "NZD": "$", "CAD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


def step(currency: str) -> Decimal:
    """The currency's smallest unit, for instance 0.01."""
    return Decimal(1).scaleb(-EXPONENTS.get(currency, 2))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Rounded half up to the currency's smallest unit."""
    return amount.quantize(step(currency), ROUND_HALF_UP)


def cash_rounded(amount: Decimal, currency: str) -> Decimal:
    """Rounded to the smallest coin, as a cash tender is."""
    coin = CASH_STEPS.get(currency)
    if coin is None:
        return rounded(amount, currency)
    return rounded((amount / coin).quantize(Decimal(1), ROUND_HALF_UP) * coin, currency)


def minor_units(amount: Decimal, currency: str) -> int:
    """The whole number of smallest units that payment providers speak."""
    return int(rounded(amount, currency).scaleb(EXPONENTS.get(currency, 2)))


def tax_within(gross: Decimal, rate: Decimal, currency: str) -> Decimal:
    """The tax that a tax-inclusive amount contains; `rate` 0.10 means ten per cent."""
    return rounded(gross - gross / (1 + rate), currency)


def shown(amount: Decimal, currency: str) -> str:
    """As a shelf shows it: `$21,480`, `$21,480.50`, `EUR` and `GBP` by their signs."""
    value = rounded(amount, currency)
    whole = value == value.to_integral_value()
    digits = 0 if whole else EXPONENTS.get(currency, 2)
    sign = "-" if value < 0 else ""
    return f"{sign}{SYMBOLS.get(currency, currency + ' ')}{abs(value):,.{digits}f}"
