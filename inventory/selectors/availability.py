"""Where pieces are and whether they can be had now: one answer for every channel and face."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

from omni.lib.clock import now
from omni.lib.statement import Statement

Kind = Literal["go", "hold", "way", "gone"]

# One row per place with pieces, or one empty row; what is overdue counts as free already.
STOCK = """
SELECT i.id, i.public_id, i.availability_version, i.is_serial, i.is_listed,
       l.id, l.kind, l.name, l.city, l.zone, l.store_id, l.sends_in_days, l.sells_online,
       r.on_hand, r.on_hand - r.claimed + coalesce(c.overdue, 0), c.until, m.sold_at
FROM inventory_item i
LEFT JOIN inventory_stockrecord r ON r.item_id = i.id AND r.on_hand > 0
LEFT JOIN inventory_location l ON l.id = r.location_id
LEFT JOIN LATERAL (
    SELECT sum(quantity) FILTER (WHERE expires_at <= clock_timestamp()) AS overdue,
           max(expires_at) FILTER (WHERE expires_at > clock_timestamp()) AS until
    FROM inventory_claim
    WHERE record_id = r.id AND released_at IS NULL AND consumed_at IS NULL
) c ON r.claimed > 0
LEFT JOIN LATERAL (
    SELECT max(at) AS sold_at FROM inventory_stockmovement
    WHERE item_id = i.id AND reason = 'sold'
) m ON r.id IS NULL
WHERE i.id = ANY(%s)
ORDER BY i.id, l.id
"""
MANY = Statement(STOCK)
# PostgreSQL keeps the plan for one item; of a list it takes a short one for cheaper planned anew.
ONE = Statement(STOCK.replace("= ANY(%s)", "= %s"))
JUST = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PlaceStock:
    """Pieces at one place: `free` of them can be had now."""

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


@dataclass(slots=True)
class Availability:
    """`word` is public and neutral (never who holds it), in the zone of the place it lies at."""

    item_id: int
    public_id: str
    version: int
    kind: Kind = "gone"
    word: str = "Sold"
    until: dt.datetime | None = None
    places: list[PlaceStock] = field(default_factory=list)

    @property
    def free(self) -> int:
        return sum(place.free for place in self.places)

    @property
    def sells_online(self) -> bool:
        """Whether a piece lies where it may be bought online, free or on hold."""
        return any(place.sells_online for place in self.places)

    @property
    def can_buy(self) -> bool:
        """Whether somebody who holds nothing may buy it online now."""
        return self.kind == "go" and any(p.free and p.sells_online for p in self.places)


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
    place_id, kind, name, city, zone, store_id, days, online, on_hand, free, until, sold_at = row[
        5:
    ]
    one = found.setdefault(item_id, Availability(item_id, str(public), version))
    if place_id is None or not listed:
        just = sold_at is not None and now() - sold_at < JUST
        one.word = "Just sold" if just else "Sold" if sold_at else "Not in stock"
        return
    one.places.append(
        PlaceStock(place_id, kind, name, city, zone, store_id, days, online, on_hand, max(free, 0))
    )
    if until and (one.until is None or until > one.until):
        one.until = until
    one.kind, one.word = _summary(one, serial)


def _summary(one: Availability, serial: bool) -> tuple[Kind, str]:
    here = [place for place in one.places if place.kind in ("store", "vault", "warehouse")]
    free = [place for place in here if place.free]
    if free:
        return "go", _where(free, serial)
    if here:
        return "hold", held_word(one.until, here[0].zone)
    return "way", "On its way"


def _where(free: list[PlaceStock], serial: bool) -> str:
    stores = [place.city for place in free if place.kind == "store"]
    if not stores:
        count = sum(place.free for place in free)
        pieces = "1 of 1" if serial else f"{count} {'piece' if count == 1 else 'pieces'}"
        return f"In our {free[0].kind} · {pieces}"
    if serial:
        return f"In store: {stores[0]} · 1 of 1"
    named = stores[0] if len(stores) == 1 else f"{', '.join(stores[:-1])} and {stores[-1]}"
    return f"In store: {named}"


def held_word(until: dt.datetime | None, zone: str) -> str:
    """`On hold until 6:00 pm`, with the day when it isn't today there."""
    if until is None:
        return "On hold"
    local, today = until.astimezone(ZoneInfo(zone)), now().astimezone(ZoneInfo(zone)).date()
    clock = f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"
    if local.date() == today:
        return f"On hold until {clock}"
    return f"On hold until {local:%a} {local.day} {local:%b}, {clock}"
