"""Counts for those who count: what a place can be counted, how far one is, what one found."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet, Sum

from ..models import CountLine, CountScan, Item, Location, StockCount, StockRecord
from ..tally import Figures, figures
from .transfers import KEEPERS

Outcome = CountLine.Outcome
MOST = 60  # lines of a kind that a page names
LAST = 8


@dataclass(slots=True)
class Line:
    """`of` what there should be `counted` are there; `note` is where the book has the piece."""

    item: Item
    of: int
    counted: int
    held: int = 0
    note: str = ""

    @property
    def difference(self) -> int:
        return abs(self.of - self.counted)


@dataclass(slots=True)
class Progress:
    """Pieces `seen` of those `expected`, and lines of what is `missing` so far or `unexpected`.

    Of a long list the first `MOST` lines are here; the numbers are of all. `unknown` are codes of
    nothing of ours, `last` the latest scans with what the last of them is now.
    """

    expected: int = 0
    seen: int = 0
    missing: int = 0
    unexpected: int = 0
    missing_lines: list[Line] = field(default_factory=list)
    unexpected_lines: list[Line] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    last: list[CountScan] = field(default_factory=list)


def countable(store_id: int) -> QuerySet[Location]:
    """The places that a store's people may count: their own, and those without people."""
    return Location.objects.filter(Q(store=store_id) | Q(kind__in=KEEPERS)).order_by("pk")


def counts_of(store_id: int) -> QuerySet[StockCount]:
    """Counts of these places, the newest first, with how many codes were scanned."""
    rows = StockCount.objects.filter(location__in=countable(store_id)).select_related("location")
    return rows.annotate(scanned=Count("scans")).order_by("-pk")


def progress(count: StockCount) -> Progress:
    """How far an open count is; eight queries at most, however much lies there."""
    found = figures(count)
    told = _numbers(found)
    short = sorted(pk for pk, one in found.items() if one.counted < one.expected)[:MOST]
    over = sorted(pk for pk, one in found.items() if one.counted > one.expected)[:MOST]
    items = _pieces([*short, *over])
    elsewhere = _elsewhere(over, count.location_id)
    told.missing_lines = [_line(items[pk], found[pk]) for pk in short]
    told.unexpected_lines = [_line(items[pk], found[pk], elsewhere.get(pk, "")) for pk in over]
    told.unknown = _unknown(count)
    told.last = list(count.scans.select_related("item").order_by("-pk")[:LAST])
    return told


def result(count: StockCount) -> Progress:
    """The same of a closed count, from the lines that it left; four queries."""
    lines = list(count.lines.select_related("item").order_by("item__sku"))
    told = _numbers({ln.pk: Figures(expected=ln.expected, counted=ln.counted) for ln in lines})
    told.unknown = _unknown(count)
    items = _pieces([ln.item_id for ln in lines if ln.counted != ln.expected])
    for ln in lines:
        if ln.counted == ln.expected:
            continue
        said = Line(items[ln.item_id], ln.expected, ln.counted, note=ln.note)
        short = ln.counted < ln.expected
        (told.missing_lines if short else told.unexpected_lines).append(said)
    return told


def _numbers(found: dict[int, Figures]) -> Progress:
    told = Progress()
    for one in found.values():
        told.expected += one.expected
        told.seen += min(one.counted, one.expected)
        told.missing += max(one.expected - one.counted, 0)
        told.unexpected += max(one.counted - one.expected, 0)
    return told


def _line(item: Item, one: Figures, note: str = "") -> Line:
    return Line(item, one.expected, one.counted, one.claimed, note)


def _pieces(ids: list[int]) -> dict[int, Item]:
    return Item.objects.select_related("stone", "setting", "product").in_bulk(ids)


def _elsewhere(ids: list[int], here: int) -> dict[int, str]:
    """Where the book has these instead, by item id."""
    rows = StockRecord.objects.filter(item_id__in=ids, on_hand__gt=0).exclude(location=here)
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in rows.values_list("item_id", "location__name").order_by("pk"):
        names[pk].append(name)
    return {pk: ", ".join(found) for pk, found in names.items()}


def _unknown(count: StockCount) -> list[str]:
    codes = count.scans.filter(item=None).values("code").annotate(sum=Sum("quantity"))
    return [row["code"] for row in codes.order_by("code") if row["sum"] > 0][:MOST]


def count_versions(count_ids: Iterable[str]) -> dict[str, int]:
    """A number per count (by public id) that grows with every scan and when it ends."""
    rows = StockCount.objects.filter(public_id__in=count_ids).annotate(scanned=Count("scans"))
    return {
        str(row.public_id): row.scanned * 3
        + (row.state != StockCount.State.OPEN)
        + (row.corrected_at is not None)
        for row in rows.order_by()
    }
