"""A piece's story with the names of those who acted and of those it was held for."""

from collections.abc import Sequence
from dataclasses import dataclass

from customers.selectors.actors import names_of
from inventory.models import Item
from inventory.selectors.availability import Availability, availability
from inventory.selectors.made import MadeRing, rings_of
from inventory.selectors.media import NOTHING, Shown, media_of
from inventory.selectors.media_by_hand import ByHand, media_by_hand
from inventory.selectors.story import Happening, story_of
from sales.models import Order
from staff.models import Role, Store, User
from staff.roles import may

from .holders import Holder, holders


@dataclass(frozen=True, slots=True)
class Entry:
    """`who` acted, `whom` it was held for, `order` it was sold in; each may be empty."""

    told: Happening
    who: str
    whom: Holder | None
    order: str


@dataclass(frozen=True, slots=True)
class Explained:
    item: Item
    stock: Availability
    entries: list[Entry]
    media: Shown = NOTHING
    by_hand: Sequence[ByHand] = ()
    refused: Sequence[ByHand] = ()
    ring: MadeRing | None = None


def explain(item: Item, store: Store, user: User) -> Explained:
    """Fourteen queries at most, however long the story. `by_hand` and `refused` are for who may
    take one down, or have it asked for again."""
    sees_cost = may(user, Role.MANAGER, Role.ADMINISTRATOR, store=store)
    story = story_of(item, with_cost=sees_cost)
    named = holders([_Held(one.holder) for one in story if one.holder], store)
    who, orders = names_of(one.actor for one in story), _orders(story)
    entries = [
        Entry(
            one, who.get(one.actor, ""), named.get(one.holder) if one.holder else None,
            orders.get(one.cause, ""),
        )
        for one in story
    ]  # fmt: skip
    media = media_of([item.pk]).get(item.pk, NOTHING)
    by_hand = media_by_hand(item) if may(user, Role.MANAGER, store=store) else ()
    shown, refused = _apart(by_hand)
    ring = rings_of([item]).get(item.pk)
    stock = availability([item.pk])[item.pk]
    return Explained(item, stock, entries, media, shown, refused, ring)


def _apart(by_hand: Sequence[ByHand]) -> tuple[list[ByHand], list[ByHand]]:
    """What there is, and what couldn't be fetched."""
    refused = [one for one in by_hand if one.is_refused]
    return [one for one in by_hand if not one.is_refused], refused


@dataclass(frozen=True, slots=True)
class _Held:
    """What `holders` reads of a claim."""

    holder: str


def _orders(story: list[Happening]) -> dict[str, str]:
    refs = [one.cause.removeprefix("order:") for one in story if one.cause.startswith("order:")]
    rows = Order.objects.filter(public_id__in=[ref for ref in refs if len(ref) == 36])
    return {f"order:{row.public_id}": row.number for row in rows}
