"""Where pieces are and whether they can be had now: one answer for every channel and face."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

from omni.lib.clock import now
from omni.lib.spoken import names
from omni.lib.statement import Statement

from ..models import Location

Kind = Literal["go", "hold", "way", "gone"]
State = Literal[
    "free", "in_store_only", "held", "on_approval", "transit", "workshop", "quarantine", "sold",
    "set", "withdrawn", "none",
]  # fmt: skip

# One row per record with pieces, or one empty row; what is overdue counts as free already.
STOCK = """
SELECT i.id, i.public_id::text, i.availability_version, i.is_serial, i.is_listed,
       l.id, l.kind, l.name, l.city, l.zone, l.store_id, l.sends_in_days, l.sells_online,
       r.on_hand, r.on_hand - r.claimed + coalesce(c.overdue, 0), c.until, s.quantity,
       m.at, m.reason
FROM inventory_item i
LEFT JOIN inventory_stockrecord r ON r.item_id = i.id AND r.on_hand > 0
LEFT JOIN inventory_location l ON l.id = r.location_id
LEFT JOIN LATERAL (
    SELECT sum(quantity) FILTER (WHERE expires_at <= clock_timestamp()) AS overdue,
           max(expires_at) FILTER (WHERE expires_at > clock_timestamp()) AS until
    FROM inventory_claim
    WHERE r.claimed > 0 AND item_id = i.id AND record_id = r.id
      AND released_at IS NULL AND consumed_at IS NULL
) c ON true
LEFT JOIN inventory_safetystock s ON s.item_id = r.item_id AND s.location_id = r.location_id
LEFT JOIN LATERAL (
    SELECT at, reason FROM inventory_stockmovement
    WHERE r.id IS NULL AND item_id = i.id AND delta < 0 ORDER BY at DESC, id DESC LIMIT 1
) m ON true
WHERE i.id = ANY(%s)
ORDER BY i.id, l.id, r.id
"""
MANY = Statement(STOCK)
# PostgreSQL keeps the plan for one item; of a list it takes a short one for cheaper planned anew.
ONE = Statement(STOCK.replace("= ANY(%s)", "= %s"))
JUST = dt.timedelta(hours=1)


@dataclass(slots=True)
class PlaceStock:
    """Pieces at one place: `free` of them can be had now.

    Of these the web promises `promised`: all but the safety stock that the place keeps back.
    """

    location_id: int
    kind: str
    name: str
    city: str
    zone: str
    store_id: int | None
    sends_in_days: int
    sells_online: bool
    on_hand: int
    free: int
    kept_back: int = 0

    @property
    def promised(self) -> int:
        return max(self.free - self.kept_back, 0)


@dataclass(slots=True)
class Availability:
    """`word` is public and neutral (never who holds it), in the zone of the place it lies at.

    `kind` is its colour, `state` says more exactly why. Both are the web's, which doesn't promise
    what a place keeps back; staff look at `free`.
    """

    item_id: int
    public_id: str
    version: int
    kind: Kind = "gone"
    word: str = "Not in stock"
    state: State = "none"
    until: dt.datetime | None = None
    places: list[PlaceStock] = field(default_factory=list)

    @property
    def selling(self) -> list[PlaceStock]:
        """The places from which a free piece may be had."""
        return [place for place in self.places if place.kind in Location.SELLING]

    @property
    def free(self) -> int:
        return sum(place.free for place in self.selling)

    @property
    def promised(self) -> int:
        return sum(place.promised for place in self.selling)

    @property
    def sells_online(self) -> bool:
        """Whether a piece lies where it may be bought online, free or on hold."""
        return any(place.sells_online for place in self.places)

    @property
    def can_buy(self) -> bool:
        """Whether somebody who holds nothing may buy it online now."""
        return self.kind == "go" and any(p.promised and p.sells_online for p in self.selling)


def availability(item_ids: Iterable[int]) -> dict[int, Availability]:
    """The availability of these items by id, in one query."""
    ids = list(item_ids)
    return from_rows(ONE.rows(*ids) if len(ids) == 1 else MANY.rows(ids))


def from_rows(rows: Iterable[tuple]) -> dict[int, Availability]:
    """The availability by item id that rows of `STOCK` tell."""
    found: dict[int, Availability] = {}
    for row in rows:
        _add(found, row)
    return found


def _add(found: dict[int, Availability], row: tuple) -> None:
    item_id, public, version, serial, listed = row[:5]
    place_id, kind, name, city, zone, store_id, days, online = row[5:13]
    on_hand, free, until, safety, left_at, left = row[13:]
    one = found.get(item_id)
    if one is None:
        one = found[item_id] = Availability(item_id, public, version)
    if place_id is None or not listed:
        one.state, one.word = _left(left, left_at)
        return
    free, last = max(free, 0), one.places[-1] if one.places else None
    if last is not None and last.location_id == place_id:  # of another lot
        last.on_hand += on_hand
        last.free += free
    else:
        one.places.append(
            PlaceStock(
                place_id, kind, name, city, zone, store_id, days, online, on_hand, free, safety or 0
            )
        )
    if until and (one.until is None or until > one.until):
        one.until = until
    one.kind, one.state, one.word = _summary(one, serial)


# How the last piece left, where it is no secret.
LEFT: dict[str, tuple[State, str]] = {
    "sold": ("sold", "Sold"),
    "assembled": ("set", "Set in a ring"),
    "withdrawn": ("withdrawn", "No longer available"),
    "sent_back": ("withdrawn", "No longer available"),
}


def _left(reason: str | None, at: dt.datetime | None) -> tuple[State, str]:
    state, word = LEFT.get(reason or "", ("none", "Not in stock"))
    return state, "Just sold" if state == "sold" and now() - at < JUST else word


# Where no piece is for sale, by the kind of place: the first that has some says it.
AWAY: dict[str, tuple[Kind, State, str]] = {
    "transit": ("way", "transit", "On its way"),
    "workshop": ("way", "workshop", "In our workshop"),
    "quarantine": ("way", "quarantine", "Being checked"),
    "customer": ("hold", "on_approval", "Out on approval"),
}


def _summary(one: Availability, serial: bool) -> tuple[Kind, State, str]:
    here = one.selling
    if any(place.promised for place in here):
        return "go", "free", _where([place for place in here if place.promised], serial)
    if any(place.free for place in here):
        cities = dict.fromkeys(place.city or place.name for place in here if place.free)
        return "hold", "in_store_only", f"In store only: {names(list(cities))}"
    if here:
        return "hold", "held", held_word(one.until, here[0].zone)
    kinds = {place.kind for place in one.places}
    return next(said for kind, said in AWAY.items() if kind in kinds)


def _where(free: list[PlaceStock], serial: bool) -> str:
    stores = list(dict.fromkeys(place.city for place in free if place.kind == "store"))
    if not stores:
        count = sum(place.promised for place in free)
        pieces = "1 of 1" if serial else f"{count} {'piece' if count == 1 else 'pieces'}"
        where = "At our supplier" if free[0].kind == "supplier" else f"In our {free[0].kind}"
        return f"{where} · {pieces}"
    if serial:
        return f"In store: {stores[0]} · 1 of 1"
    return f"In store: {names(stores)}"


def held_word(until: dt.datetime | None, zone: str) -> str:
    """`On hold until 6:00 pm`, with the day when it isn't today there."""
    if until is None:
        return "On hold"
    local, today = until.astimezone(ZoneInfo(zone)), now().astimezone(ZoneInfo(zone)).date()
    clock = f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"
    if local.date() == today:
        return f"On hold until {clock}"
    return f"On hold until {local:%a} {local.day} {local:%b}, {clock}"
