"""A plain dictionary of what the stock should be; docs/stock.md lists the rules it keeps.

Places, items and holders are names. Nothing here asks the database.
"""

import copy
from dataclasses import dataclass, field
from decimal import Decimal

SELLING = ("sydney", "perth")
ROAD, AWAY = "transit", "with-customers"
PLACES = (*SELLING, ROAD, AWAY)
OURS, HIS = "owned", "memo_in"


class No(Exception):
    """The rules refuse; the name of the refusal is its argument."""


@dataclass
class Claim:
    """`number` is its place in the order of claims; `ref` is what the shop calls it."""

    number: int
    spot: tuple[str, str, str]
    pieces: int
    holder: str
    purpose: str
    is_firm: bool
    is_overdue: bool = False
    ref: object = None


@dataclass
class Line:
    spot: tuple[str, str, str]
    pieces: int
    claim: int | None
    picked: int = 0
    shipped: int = 0
    received: int = 0
    lost: int = 0

    @property
    def on_the_way(self) -> int:
        return self.shipped - self.received - self.lost


@dataclass
class Transfer:
    name: str
    source: str
    target: str
    lines: list[Line]
    state: str = "requested"


@dataclass
class Memo:
    lines: dict[int, int]  # the line: its claim's number
    origin: str


@dataclass
class World:
    """`pieces` and `carats` by (item, place, lot), in the order in which records are taken."""

    serial: set[str]
    parcels: set[str]
    pieces: dict[tuple[str, str, str], int]
    carats: dict[tuple[str, str, str], Decimal]
    claims: dict[int, Claim] = field(default_factory=dict)
    sold: dict[tuple[str, str, str], int] = field(default_factory=dict)  # (sale, item, lot)
    sold_weight: dict[tuple[str, str, str], Decimal] = field(default_factory=dict)
    transfers: list[Transfer] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    assembled: dict[str, list[tuple[tuple[str, str, str], int, Decimal | None]]] = field(
        default_factory=dict
    )
    safety: dict[tuple[str, str], int] = field(default_factory=dict)
    consumed: set[int] = field(default_factory=set)
    last: dict[str, str] = field(default_factory=dict)  # by item, how it last moved
    counter: int = 0

    def copy(self) -> "World":
        return copy.deepcopy(self)

    # What is there

    def spots(self, item: str) -> list[tuple[str, str, str]]:
        return [spot for spot in self.pieces if spot[0] == item]

    def claimed(self, spot: tuple[str, str, str]) -> int:
        return sum(c.pieces for c in self.claims.values() if c.spot == spot)

    def free(self, spot: tuple[str, str, str]) -> int:
        return self.pieces[spot] - self.claimed(spot)

    def total(self, item: str) -> int:
        return sum(self.pieces[spot] for spot in self.spots(item))

    def held_by(self, holder: str, item: str, place: str) -> list[Claim]:
        mine = [c for c in self.claims.values() if c.holder == holder and c.spot[0] == item]
        return sorted((c for c in mine if c.spot[1] == place), key=lambda c: c.number)

    # What happens under the lock

    def settle(self, *items: str) -> None:
        """Rule: whatever locks an item ends its overdue holds first."""
        for number, claim in list(self.claims.items()):
            if claim.is_overdue and claim.spot[0] in items:
                del self.claims[number]

    def new_claim(self, spot, pieces, holder, purpose, is_firm) -> Claim:
        self.counter += 1
        claim = Claim(self.counter, spot, pieces, holder, purpose, is_firm)
        self.claims[claim.number] = claim
        return claim

    def part(self, claim: Claim, pieces: int) -> Claim:
        """Rule: the parted pieces keep the claim, the rest has a new one."""
        rest = self.new_claim(
            claim.spot, claim.pieces - pieces, claim.holder, claim.purpose, claim.is_firm
        )
        rest.is_overdue = claim.is_overdue
        claim.pieces = pieces
        return rest

    def share(self, spot, pieces: int) -> Decimal:
        """Rule: unweighed pieces take their share of a parcel, the last one all the rest."""
        if pieces == self.pieces[spot]:
            return self.carats[spot]
        return (self.carats[spot] * pieces / self.pieces[spot]).quantize(Decimal("0.01"))

    def take(self, spot, pieces: int) -> Decimal | None:
        weight = self.share(spot, pieces) if spot[0] in self.parcels else None
        self.put(spot, -pieces, None if weight is None else -weight)
        return weight

    def put(self, spot, pieces: int, weight: Decimal | None = None) -> None:
        self.pieces[spot] += pieces
        self.last[spot[0]] = "moved"
        if weight is not None:
            self.carats[spot] += weight

    def carry(self, source, target, pieces: int, claims: list[Claim]) -> None:
        weight = self.take(source, pieces)
        self.put(target, pieces, weight)
        for claim in claims:
            claim.spot = target

    def allowed(self, spot, *, online: bool) -> int:
        """Rule: online, a place keeps its safety stock back, over all its lots together."""
        if spot[1] not in SELLING:
            return 0
        free = self.free(spot)
        kept = self.safety.get(spot[:2], 0) if online else 0
        if kept:
            free = min(
                free, sum(self.free(s) for s in self.spots(spot[0]) if s[1] == spot[1]) - kept
            )
        return max(free, 0)

    def claim(self, item, pieces, holder, purpose, *, place, is_firm, online=False) -> list[Claim]:
        """Rule: her own whole holds first, then free pieces, then part of a larger hold of hers."""
        wanted, taken = pieces, []
        own = self.held_by(holder, item, place)
        for claim in list(own):
            if wanted < claim.pieces:
                break
            self._turn(claim, holder, purpose, is_firm)
            own.remove(claim)
            taken.append(claim)
            wanted -= claim.pieces
        for spot in self.spots(item):
            number = min(wanted, self.allowed(spot, online=online)) if spot[1] == place else 0
            if number > 0:
                taken.append(self.new_claim(spot, number, holder, purpose, is_firm))
                wanted -= number
        for claim in own if wanted else []:
            number = min(wanted, claim.pieces)
            if number < claim.pieces:
                self.part(claim, number)
            self._turn(claim, holder, purpose, is_firm)
            taken.append(claim)
            wanted -= number
            if not wanted:
                break
        if wanted:
            raise No("Insufficient")
        return taken

    @staticmethod
    def _turn(claim: Claim, holder: str, purpose: str, is_firm: bool) -> None:
        claim.holder, claim.purpose, claim.is_firm, claim.is_overdue = (
            holder, purpose, is_firm, False,
        )  # fmt: skip

    def consume(self, claims: list[Claim], sale: str) -> None:
        """Rule: what was held leaves for good; what was on its way is expected no longer."""
        for claim in claims:
            item, place, lot = claim.spot
            weight = self.take(claim.spot, claim.pieces)
            self.last[item] = "sold"
            key = (sale, item, lot)
            self.sold[key] = self.sold.get(key, 0) + claim.pieces
            if weight is not None:
                self.sold_weight[key] = self.sold_weight.get(key, Decimal(0)) + weight
            del self.claims[claim.number]
            self.consumed.add(claim.number)
            for transfer in self.transfers if place == ROAD else []:
                for line in transfer.lines:
                    if line.claim == claim.number:
                        line.lost += claim.pieces
