"""Numbers of a supplier's list, a cell at a time: a value, None when empty, or `BadCell`."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from inventory.models.stone import Shape

from .cells import EMPTY, BadCell

HUNDREDTH, TENTH = Decimal("0.01"), Decimal("0.1")
THINNEST = Decimal("0.5")  # per cent, of a girdle
PLAIN = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,8})?")
DECIMAL_COMMA = re.compile(r"[0-9]{1,9},[0-9]{1,2}")
THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,4})?")
EUROPEAN = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{2}")
MM = r"([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s*(?:mm)?"
MEASUREMENTS = re.compile(rf"{MM}\s*(?:[x×*\-–/]|by)\s*{MM}\s*(?:[x×*\-–/]|by)\s*{MM}", re.I)
CODES = "USD|AUD|NZD|CAD|HKD|SGD|EUR|GBP|INR|JPY|CNY|CHF|ILS|THB|ZAR|AED"
MONEY = re.compile(rf"(US\$|A\$|NZ\$|C\$|HK\$|S\$|\b(?:{CODES})\b|[$€£¥₹])", re.IGNORECASE)
MM_AFTER = re.compile(r"(?i)\s*mm\.?$")
CENTS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,2})?")
SIGNED = re.compile(r"([+-]?)\s*([0-9]{1,3}(?:\.[0-9]{1,6})?)")
DOLLARS = frozenset({"USD", "AUD", "NZD", "CAD", "HKD", "SGD"})
CURRENCIES = {
    "US$": {"USD"}, "A$": {"AUD"}, "NZ$": {"NZD"}, "C$": {"CAD"}, "HK$": {"HKD"}, "S$": {"SGD"},
    "$": DOLLARS, "€": {"EUR"}, "£": {"GBP"}, "¥": {"JPY", "CNY"}, "₹": {"INR"},
}  # fmt: skip
MOST_CARAT = 500
MOST_PRICE = Decimal(10) ** 10


def _decimal(cell: str) -> Decimal:
    if PLAIN.fullmatch(cell):
        return Decimal(cell)
    if DECIMAL_COMMA.fullmatch(cell):
        return Decimal(cell.replace(",", "."))
    raise BadCell("not a plain number")


def _zero() -> Decimal:
    raise BadCell("is 0")


def carat(cell: str) -> Decimal | None:
    """Carats, two decimals as on the report."""
    text = re.sub(r"(?i)\s*(?:cts?|carats?)\.?$", "", cell)
    if text in EMPTY:
        return None
    if text.startswith("-"):
        raise BadCell("below zero")
    value = _decimal(text)
    if value == 0:
        raise BadCell("is 0")
    if value > MOST_CARAT:
        raise BadCell(f"more than {MOST_CARAT} ct")
    exact = value.quantize(HUNDREDTH)
    if exact != value:
        raise BadCell("more than 2 decimals")
    return exact


def percent(cell: str) -> Decimal | None:
    """`61.90% ` is 61.9; a share such as 0.619 is one too, as no stone has a table of 0.6 %."""
    return _percent(cell, lambda value: value <= 1)


def girdle(cell: str) -> Decimal | None:
    """`0.5` is a thin girdle in per cent and `0.035` a share: none is 50 % of its stone high, none
    0.035 %. What lies between could be neither, nor is a share written with its %.
    """
    return _percent(cell, lambda value: value < THINNEST and "%" not in cell)


def _percent(cell: str, is_share: Callable[[Decimal], bool]) -> Decimal | None:
    text = cell.rstrip("% ").strip()
    if text in EMPTY:
        return None
    value = _decimal(text)
    if value == 0:
        return None
    if is_share(value):
        value *= 100
    if value > 100:
        raise BadCell("more than 100 %")
    return value.quantize(TENTH, ROUND_HALF_UP)


def degrees(cell: str) -> Decimal | None:
    text = cell.rstrip("°º ").strip()
    if text in EMPTY:
        return None
    value = _decimal(text)
    if value >= 90:
        raise BadCell("more than 90 degrees")
    return value.quantize(TENTH, ROUND_HALF_UP) or None


def millimetres(cell: str) -> Decimal | None:
    text = cell if PLAIN.fullmatch(cell) else MM_AFTER.sub("", cell)
    if text in EMPTY:
        return None
    value = _decimal(text).quantize(HUNDREDTH, ROUND_HALF_UP)
    if value == 0:
        raise BadCell("is 0")
    if value >= 100:
        raise BadCell("more than 100 mm")
    return value


def measurements(cell: str) -> tuple[Decimal, Decimal, Decimal] | None:
    """Length, width and depth in mm, as `7.38-7.41x4.60` or `10.07*8.57*3.84` say them."""
    if cell in EMPTY:
        return None
    found = MEASUREMENTS.fullmatch(cell)
    if not found:
        raise BadCell("not three measurements such as 7.38-7.41x4.60")
    return tuple(millimetres(part) for part in found.groups())


def money(cell: str, currency: str) -> Decimal | None:
    """`$912`, `1,234.50`, `912 USD`; more than two decimals are rounded to the cent."""
    if cell in EMPTY:
        return None
    if CENTS.fullmatch(cell):
        return Decimal(cell).quantize(HUNDREDTH) or _zero()
    text = cell.replace("\N{MINUS SIGN}", "-")
    for sign in MONEY.findall(text):
        if currency not in CURRENCIES.get(sign.upper(), {sign.upper()}):
            raise BadCell(f"in {sign.upper()}, and this supplier's prices are in {currency}")
    text = MONEY.sub("", text).replace(" ", "").replace("\u00a0", "").replace("'", "")
    if text.startswith("-") or (text.startswith("(") and text.endswith(")")):
        raise BadCell("below zero")
    if THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    elif EUROPEAN.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    value = _decimal(text)
    if value == 0:
        raise BadCell("is 0")
    if value >= MOST_PRICE:
        raise BadCell("too large for a price")
    return value.quantize(HUNDREDTH, ROUND_HALF_UP)


def discount(cell: str, *, scale: str, sign: str) -> Decimal | None:
    """How much below the list price, as a share: 0.3 is 30 % below, -0.05 is 5 % above.

    `scale` says whether -0.30 or -30 is thirty per cent, `sign` whether a plus is below or above,
    or that there is `no_plus`.
    """
    text = cell.rstrip("% ").strip()
    if text in EMPTY:
        return None
    found = SIGNED.fullmatch(text.replace(",", "."))
    if not found:
        raise BadCell("not a discount such as -30")
    value = Decimal(found[2])
    if scale == "percent" or "%" in cell:
        value /= 100
    if value >= 1:
        raise BadCell("a discount of everything")
    if value and found[1] != "-" and sign == "no_plus":
        raise BadCell("a discount without a minus: nobody said what it means")
    below = found[1] == "-" or sign == "plus_is_below"
    return value if below else -value


def sorted_sides(code: int, sides: tuple[Decimal, Decimal, Decimal]) -> tuple[Decimal, ...]:
    """The longer side first; a round's two diameters stay as they are written."""
    length, width, depth = sides
    if code != Shape.ROUND and width > length:
        length, width = width, length
    return length, width, depth
