"""What a count comes to: people's scans beside the ledger, with what moved meanwhile."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Sum

from .models import CountLine, Item, StockCount, StockMovement, StockRecord

Outcome = CountLine.Outcome


@dataclass(slots=True, kw_only=True)
class Figures:
    """`expected` by the ledger now, `counted` as it would be counted now, `claimed` of them held.

    A piece that was scanned and then sold counts as sold, and one that arrived after the count
    began counts as seen: a count and a sale at the same time don't contradict each other.
    """

    expected: int = 0
    claimed: int = 0
    counted: int = 0

    @property
    def outcome(self) -> str:
        if self.counted == self.expected:
            return Outcome.FOUND
        return Outcome.MISSING if self.counted < self.expected else Outcome.UNEXPECTED

    @property
    def difference(self) -> int:
        return self.counted - self.expected


def expected_records(count: StockCount):
    """What the ledger has at the place, in the count's scope."""
    records = StockRecord.objects.filter(location=count.location, on_hand__gt=0)
    return records.filter(item__product__kind=count.scope) if count.scope else records


@dataclass(slots=True, kw_only=True)
class Tally(Figures):
    item: Item


def figures(count: StockCount, item_id: int | None = None) -> dict[int, Figures]:
    """By item id, whatever is expected or was seen, or of this item alone; four queries at most."""
    only = {} if item_id is None else {"item_id": item_id}
    records = expected_records(count).filter(**only).values("item_id")
    rows = {r["item_id"]: r for r in records.annotate(there=Sum("on_hand"), held=Sum("claimed"))}
    scans = count.scans.filter(item__isnull=False, **only).values("item_id")
    seen = {s["item_id"]: s for s in scans.annotate(sum=Sum("quantity"), last=Max("at"))}
    if count.scope:  # seen, though not in scope: still looked at against the ledger
        others = StockRecord.objects.filter(location=count.location, item_id__in=seen)
        rows |= {
            r["item_id"]: r
            for r in others.values("item_id").annotate(there=Sum("on_hand"), held=Sum("claimed"))
        }
    since = {pk: seen[pk]["last"] if pk in seen else count.opened_at for pk in (*rows, *seen)}
    moved = _moved(count, since)
    found = {}
    for pk in since:
        line = Figures(expected=rows.get(pk, {}).get("there", 0))
        line.claimed = rows.get(pk, {}).get("held", 0)
        net, came = moved.get(pk, (0, 0))
        if pk in seen:
            line.counted = max(seen[pk]["sum"] + net, 0)
        else:
            line.counted = min(came, line.expected)
        if line.counted or line.expected:
            found[pk] = line
    return found


def tally(count: StockCount) -> list[Tally]:
    """A line per item that is expected or was seen, missing ones first; five queries."""
    found = figures(count)
    items = Item.objects.select_related("product").in_bulk(found)
    lines = [
        Tally(item=items[pk], expected=one.expected, claimed=one.claimed, counted=one.counted)
        for pk, one in found.items()
    ]
    order = {Outcome.MISSING: 0, Outcome.UNEXPECTED: 1, Outcome.FOUND: 2}
    return sorted(lines, key=lambda line: (order[line.outcome], line.item.sku))


def _moved(count: StockCount, since: dict[int, dt.datetime]) -> dict[int, tuple[int, int]]:
    """{item: (net change, pieces that came)} at the place after each item's own time."""
    moves = StockMovement.objects.filter(
        location=count.location, item_id__in=since, at__gt=count.opened_at
    ).values_list("item_id", "at", "delta")
    found: dict[int, tuple[int, int]] = {}
    for pk, at, delta in moves:
        if at > since[pk]:
            net, came = found.get(pk, (0, 0))
            found[pk] = (net + delta, came + max(delta, 0))
    return found
