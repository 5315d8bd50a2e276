"""What needs somebody in a store, by kind: each with what it is about and whether it is late."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from omni.lib.clock import now
from omni.lib.kept import kept

from ..foreign import FOREIGN
from ..models import (
    Claim,
    Item,
    Lot,
    Memo,
    MemoLine,
    StockRecord,
    Transfer,
    TransferLine,
)  # fmt: skip
from .transfers import KEEPERS

AHEAD_OUT, AHEAD_IN = dt.timedelta(days=2), dt.timedelta(days=7)
SLOW = dt.timedelta(days=7)  # on the way without a day that it is due on
SOON = dt.timedelta(hours=4)
BRIEF = (Claim.Purpose.BASKET, Claim.Purpose.ORDER, Claim.Purpose.TRANSFER)  # not people's to end
MOST = 50
PIECES = ("item__stone", "item__setting", "item__product")


@dataclass(frozen=True, slots=True)
class Whose:
    """A store of this id on this local day; `with_cost` for somebody who may know costs."""

    store_id: int
    today: dt.date
    with_cost: bool


@dataclass(slots=True)
class Alarms:
    """The first `MOST` of each kind; `lots` are suppliers' memos with the records due here."""

    memos_out: list[Memo] = field(default_factory=list)
    memos_in: list[tuple[Lot, list[StockRecord]]] = field(default_factory=list)
    unreported: list[Claim] = field(default_factory=list)
    below_cost: list[Item] = field(default_factory=list)
    slow: list[Transfer] = field(default_factory=list)
    ending: list[Claim] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, name) for name in self.__slots__)


def alarms(whose: Whose) -> Alarms:
    """Nine queries at most."""
    lines = MemoLine.objects.filter(returned_at=None, bought_at=None)
    out = _memos_out(whose).prefetch_related(
        Prefetch("lines", lines.select_related(*PIECES), "still_out")
    )
    boxes = TransferLine.objects.select_related("claim", *PIECES)
    slow = _slow(whose).select_related("source", "destination")
    return Alarms(
        memos_out=list(out.order_by("due_on", "pk")[:MOST]),
        memos_in=_by_lot(_memos_in(whose)),
        unreported=list(
            _unreported(whose)
            .select_related("record__lot__supplier", *PIECES)
            .order_by("consumed_at")[:MOST]
        ),
        below_cost=list(
            _below_cost(whose).select_related("stone", "setting", "product").order_by("pk")[:MOST]
        ),
        slow=list(slow.prefetch_related(Prefetch("lines", boxes)).order_by("pk")[:MOST]),
        ending=list(
            _ending(whose).select_related("record__location", *PIECES).order_by("expires_at")[:MOST]
        ),
    )


@kept(seconds=60)
def alarm_count(whose: Whose) -> int:
    """How many there are, at most a minute old; six queries when it is."""
    return sum(find(whose).count() for find in KINDS)


def _here(prefix: str, whose: Whose, *, nowhere: bool = False) -> Q:
    """At this store's places, or at those without people; `nowhere` of a store too."""
    own = Q(**{f"{prefix}store": whose.store_id}) | Q(**{f"{prefix}kind__in": KEEPERS})
    return own | Q(**{f"{prefix}store": None}) if nowhere else own


def _memos_out(whose: Whose) -> QuerySet[Memo]:
    """Pieces that a customer took home: due within two days, or overdue."""
    due = Memo.objects.filter(closed_at=None, due_on__lte=whose.today + AHEAD_OUT)
    return due.filter(_here("origin__", whose))


def _memos_in(whose: Whose) -> QuerySet[StockRecord]:
    """A supplier's pieces here that they want back within the week."""
    lying = StockRecord.objects.filter(
        on_hand__gt=0, lot__ownership=Lot.Ownership.MEMO_IN,
        lot__due_on__lte=whose.today + AHEAD_IN,
    )  # fmt: skip
    return lying.filter(_here("location__", whose))


def _unreported(whose: Whose) -> QuerySet[Claim]:
    """A supplier's pieces that were sold, and they haven't heard; what came back isn't sold."""
    back = StockRecord.objects.filter(
        item=OuterRef("item"), lot=OuterRef("record__lot"), on_hand__gt=0
    )
    sold = Claim.objects.filter(
        consumed_at__isnull=False, sale_report=None, record__lot__ownership__in=FOREIGN
    )
    kept_sold = sold.exclude(Q(is_serial=True) & Exists(back))
    return kept_sold.filter(_here("record__location__", whose, nowhere=True))


def _below_cost(whose: Whose) -> QuerySet[Item]:
    """What sells for less, without its tax, than it cost us; of what lies here."""
    if not whose.with_cost:
        return Item.objects.none()
    losing = Item.objects.filter(cost__gt=F("price") / (1 + F("tax_rate")))
    lying = StockRecord.objects.filter(item=OuterRef("pk"), on_hand__gt=0)
    return losing.filter(Exists(lying.filter(_here("location__", whose))))


def _slow(whose: Whose) -> QuerySet[Transfer]:
    """Sent, and not here on the day it was due; a short one at once."""
    late = Q(due_on__lt=whose.today) | Q(due_on=None, shipped_at__lt=now() - SLOW)
    on_the_way = Q(state=Transfer.State.SHIPPED) & late | Q(state=Transfer.State.SHORT)
    ours = Q(source__store=whose.store_id) | Q(destination__store=whose.store_id)
    return Transfer.objects.filter(on_the_way & ours)


def _ending(whose: Whose) -> QuerySet[Claim]:
    """Holds for people that run out within hours, also before their late box has come."""
    timed = Claim.objects.live().filter(expires_at__gt=now(), expires_at__lte=now() + SOON)
    coming = TransferLine.objects.filter(
        claim=OuterRef("pk"), transfer__destination__store=whose.store_id,
        transfer__state__in=(Transfer.State.SHIPPED, Transfer.State.SHORT),
    )  # fmt: skip
    for_people = timed.exclude(purpose__in=BRIEF)
    return for_people.filter(_here("record__location__", whose) | Exists(coming))


KINDS: tuple[Callable[[Whose], QuerySet], ...] = (
    _memos_out,
    lambda whose: _memos_in(whose).order_by().values("lot").distinct(),
    _unreported,
    _below_cost,
    _slow,
    _ending,
)


def _by_lot(records: QuerySet[StockRecord]) -> list[tuple[Lot, list[StockRecord]]]:
    found: dict[int, tuple[Lot, list[StockRecord]]] = {}
    rows = records.select_related("lot__supplier", "location", *PIECES)
    for record in rows.order_by("lot__due_on", "lot_id", "pk")[: 10 * MOST]:
        found.setdefault(record.lot_id, (record.lot, []))[1].append(record)
    return list(found.values())[:MOST]
