"""Which count somebody means, and what a scan comes to, in words."""

import uuid
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from inventory.actions.scan_count import scan_count
from inventory.models import CountScan, StockCount
from inventory.selectors.counts import counts_of
from inventory.tally import figures
from omni.lib.actors import Actor
from staff.models import Store


def count_of(ref: uuid.UUID, store: Store) -> StockCount:
    """Raises `Http404` for a count of a place that isn't this store's to count."""
    found = counts_of(store.pk).filter(public_id=ref).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Heard:
    """`kind` is found, again, unexpected, unknown or back; `said` a line for whoever scans."""

    kind: str
    said: str

    def as_dict(self) -> dict:
        return {"kind": self.kind, "said": self.said}


def hear(*, count: StockCount, code: str, quantity: int, actor: Actor) -> Heard:
    """Scan, and say what it was. Raises what `scan_count` raises."""
    newest = count.scans.order_by("-pk").values_list("pk", flat=True).first() or 0
    scan = scan_count(count=count, code=code, quantity=quantity, actor=actor)
    if scan.item is None:
        return Heard("unknown", _("Nothing of ours is called “%(code)s”.") % {"code": scan.code})
    words = {"title": scan.item.title, "sku": scan.item.sku}
    if quantity < 0:
        return Heard("back", _("Taken back: %(title)s, %(sku)s") % words)
    if scan.pk <= newest:
        return Heard("again", _("Counted before: %(title)s, %(sku)s") % words)
    return _found(count, scan, words)


def _found(count: StockCount, scan: CountScan, words: dict) -> Heard:
    one = figures(count, scan.item_id).get(scan.item_id)
    if one is None or one.counted > one.expected:
        return Heard("unexpected", _("Not in the book here: %(title)s, %(sku)s") % words)
    if one.expected == 1:
        return Heard("found", _("Found: %(title)s, %(sku)s") % words)
    numbers = words | {"n": one.counted, "of": one.expected}
    return Heard("found", _("Found %(n)s of %(of)s: %(title)s, %(sku)s") % numbers)
