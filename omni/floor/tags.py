"""Tags for a tray: what stands on each, and the code that opens its live page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from inventory.models import Item
from omni.lib.qr import qr_svg

MOST = 240  # ten sheets of 24
BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Tag:
    item: Item
    code: SafeString
    report: str


def tags_for(items: Iterable[Item]) -> list[Tag]:
    return [Tag(item, qr_svg(address_of(item)), _report(item)) for item in items]


def address_of(item: Item) -> str:
    """Where the code leads; short, so that the code is coarse enough for a small tag."""
    name = "storefront:stone" if hasattr(item, "stone") else "storefront:piece"
    return f"{settings.PUBLIC_URL}{reverse(name, args=[item.sku])}"


def stock_numbers(text: str) -> list[str]:
    """What somebody typed or scanned, one after the other, each once."""
    found = (word.upper() for word in BETWEEN.split(text) if word.isprintable())
    return [sku for sku in dict.fromkeys(found) if sku and len(sku) <= 40][:MOST]


def _report(item: Item) -> str:
    report = getattr(getattr(item, "stone", None), "report", None)
    return str(report) if report else ""
