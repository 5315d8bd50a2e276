"""Somebody saw a piece, or takes back that she did."""

from django.db import transaction
from django.db.models import Sum

from omni.lib.actors import Actor
from omni.lib.clock import database_now
from omni.lib.events import emit

from ..counts import locked_count
from ..errors import BadQuantity
from ..events import CountChanged
from ..models import CountScan, StockCount
from ..selectors.tags import item_by_code

MOST = 10_000


@transaction.atomic
def scan_count(*, count: StockCount, code: str, quantity: int = 1, actor: Actor) -> CountScan:
    """Note `quantity` pieces under this code; a code of nothing of ours is noted as such.

    A thing that is one of a kind is seen once: its second scan gives the first. Below nought takes
    back, never below nothing. Raises `CountOver`, `BadQuantity`.
    """
    code = code.strip()[:120]
    if not code or not code.isprintable() or not 0 < abs(quantity) <= MOST:
        raise BadQuantity
    found = locked_count(count)
    item = item_by_code(code)
    before = found.scans.filter(item=item) if item else found.scans.filter(code=code)
    seen = before.aggregate(sum=Sum("quantity"))["sum"] or 0
    if seen + quantity < 0:
        raise BadQuantity("That wasn’t scanned so often.")
    if item and item.is_serial and quantity > 0 and seen:
        return before.order_by("-pk").first()
    if item and item.is_serial and quantity > 1:
        raise BadQuantity("This piece is one of a kind.")
    scan = CountScan.objects.create(
        count=found, item=item, code=code, quantity=quantity, at=database_now(), actor=str(actor)
    )
    emit(CountChanged(found.pk))
    return scan
