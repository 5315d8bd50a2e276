"""What the search box finds: a piece with its stock everywhere, a person, an order."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from customers.models import Customer
from customers.selectors.find import Person, people_named
from customers.selectors.passes import pass_by_token, standing
from inventory.models import Claim, Item, Location
from inventory.selectors.availability import Availability, PlaceStock, availability
from inventory.selectors.held import claims_of_items
from inventory.selectors.lookup import pieces_named
from inventory.selectors.made import MadeRing, rings_of
from inventory.selectors.media import NOTHING, Shown, media_of
from inventory.selectors.places import store_places
from inventory.selectors.stores import AtStore, at_stores
from inventory.selectors.tags import stock_number
from inventory.selectors.transfers import bound_for, last_asked
from omni.lib.clock import now
from omni.lib.spoken import time_and_day
from sales.models import Order
from sales.selectors.orders import orders_numbered
from staff.models import Role, Store, User
from staff.roles import may
from staff.selectors.places import active_stores

from .described import Described, described
from .holders import Holder, holders
from .sending import may_bring

MANAGING = (Role.MANAGER, Role.ADMINISTRATOR)
PASS = re.compile(r"/p/([A-Za-z0-9_-]{16,64})/?$")


@dataclass(frozen=True, slots=True)
class Hold:
    """`by` is who made it, when that was somebody of ours; `longer` what may be added, in hours;
    `may_bring` whether this store, where she comes, may ask for it.
    """

    claim: Claim
    holder: Holder
    until: str
    may_release: bool
    by: str
    longer: list[tuple[int, str]]
    may_bring: bool


@dataclass(slots=True)
class Piece:
    item: Item
    stock: Availability
    stores: list[AtStore]
    others: list[tuple[str, str]]
    store_id: int = 0
    holds: list[Hold] = field(default_factory=list)
    media: Shown = NOTHING
    ring: MadeRing | None = None

    @property
    def is_free(self) -> bool:
        return self.stock.free > 0

    @property
    def is_here(self) -> bool:
        return any(place.store_id == self.store_id for place in self.stock.places)

    @property
    def is_elsewhere(self) -> bool:
        """Whether another place could send one here, where there is none."""
        here = any(p.store_id == self.store_id and p.free for p in self.stock.places)
        return self.is_free and not here


@dataclass(slots=True)
class Results:
    text: str
    pieces: list[Piece] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    described: Described | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.pieces or self.people or self.orders or self.described)


def look_up(text: str, store: Store, user: User) -> Results:
    """Pieces by tag or report, people by mobile or name, orders by number; as `user` may see them.
    Where nothing is called so, stones that are as it says.

    Thirteen queries at most.
    """
    text = stock_number(text.replace("\x00", ""))[:80]
    found = Results(text)
    if text:
        found.pieces = pieces(pieces_named(text), store, user)
        found.people = people_named(text)
        found.orders = orders_numbered(text)
        if found.is_empty:
            found.described = described(text, store)
    return found


def person_of_pass(text: str) -> Customer | None:
    """Whose pass was scanned, when it is in force."""
    link = PASS.search(text.strip())
    card = pass_by_token(link[1]) if link else None
    return card.customer if card and standing(card) == "good" else None


def pieces(items: list[Item], store: Store, user: User) -> list[Piece]:
    if not items:
        return []
    stock = availability([item.pk for item in items])
    stores = [one for one in active_stores() if one.slug in store_places()]
    claims, media, rings = claims_of_items(stock), media_of(stock), rings_of(items)
    named, by, manages = holders(claims, store), _made_by(claims), may(user, *MANAGING, store=store)
    asked = last_asked(claims) if claims else {}
    found = []
    for item in items:
        one = stock[item.pk]
        others = [(p.name, _elsewhere(p)) for p in one.places if p.store_id is None]
        holds = [
            Hold(
                c, named[c.holder], _until(c, store), may_release(c, store), by.get(c.actor, ""),
                longer(manages=manages) if may_extend(c, store) else [],
                may_bring(c, named[c.holder].store_id, asked.get(c.pk), store),
            )
            for c in claims
            if c.item_id == item.pk
        ]  # fmt: skip
        seen = media.get(item.pk, NOTHING)
        stands = _telling(one, at_stores(one, stores, staff=True))
        ring = rings.get(item.pk)
        found.append(Piece(item, one, stands, others, store.pk, holds, seen, ring))
    return found


def _telling(one: Availability, lines: list[AtStore]) -> list[AtStore]:
    """What is on hold is so where it lies: the other stores would only repeat it."""
    lies = {place.store_id for place in one.places}
    return [line for line in lines if line.kind != "hold" or line.store.pk in lies]


def _elsewhere(place: PlaceStock) -> str:
    if place.kind in Location.SELLING:
        return _("%(n)s free") % {"n": place.free}
    return _("%(n)s there") % {"n": place.on_hand}


def _until(claim: Claim, store: Store) -> str:
    if claim.expires_at is None:
        return ""
    return time_and_day(store.local(claim.expires_at), store.local(now()))


def _made_by(claims: list[Claim]) -> dict[str, str]:
    """The colleagues who made these holds, by actor."""
    refs = [claim.actor.removeprefix("user:") for claim in claims if claim.actor[:5] == "user:"]
    return {f"user:{one.public_id}": one.name for one in User.objects.filter(public_id__in=refs)}


def may_release(claim: Claim, store: Store) -> bool:
    """A sold piece never; another store's hold is another store's to end."""
    if claim.purpose == Claim.Purpose.ORDER:
        return False
    return claim.record.location.store_id == store.pk


KEPT_FOR_PEOPLE = (
    Claim.Purpose.TRY_ON, Claim.Purpose.CHAT, Claim.Purpose.APPOINTMENT, Claim.Purpose.COLLECTION,
)  # fmt: skip


def may_extend(claim: Claim, store: Store) -> bool:
    """A timed hold that this store made for somebody, or whose piece is on its way to it; a basket
    of the web has its own time.
    """
    timed = claim.expires_at is not None and claim.purpose in KEPT_FOR_PEOPLE
    if timed and claim.record.location.kind == Location.Kind.TRANSIT:
        return bound_for(claim) == store
    return timed and may_release(claim, store)


def longer(*, manages: bool) -> list[tuple[int, str]]:
    """By how many hours somebody may extend a hold: up to two days, a manager up to a week."""
    choices = [(2, _("2 hours more")), (24, _("a day more")), (48, _("2 days more"))]
    return [*choices, (168, _("a week more"))] if manages else choices
