"""From where the pieces of a sale are taken, and who can't have them."""

import uuid

from inventory.errors import Insufficient
from inventory.models import Item
from inventory.selectors.availability import Availability
from sales.basket import BasketLine
from sales.selectors.early_no import early_no_at_the_till
from staff.models import Store

from .refusals import NotHere

Pieces = dict[uuid.UUID, tuple[Item, Availability]]


def from_here(lines: list[BasketLine], pieces: Pieces, store: Store) -> list[BasketLine]:
    """What she takes now is bound to the piece that lies in this store; else raises `NotHere`."""
    return [_from_here(line, pieces, store) for line in lines]


def _from_here(line: BasketLine, pieces: Pieces, store: Store) -> BasketLine:
    if line.fulfilment != "take_away" or line.item not in pieces:
        return line
    item, one = pieces[line.item]
    here = _here(one, store)
    if here is None and one.places:
        raise NotHere(item.title, one.places[0])
    return BasketLine(line.item, line.quantity, line.shown, line.fulfilment, here)


def nobody_gets_it(lines: list[BasketLine], pieces: Pieces, store: Store) -> Insufficient | None:
    """What a sale to somebody for whom nothing can be held would be refused; None if it may be.

    A piece that lies elsewhere is nothing that is short.
    """
    wanted = []
    for line in lines:
        if line.item not in pieces:
            return None
        item, one = pieces[line.item]
        place = _here(one, store) if line.fulfilment == "take_away" else None
        if line.fulfilment == "take_away" and place is None and one.places:
            return None
        wanted.append((item, one, line.quantity, place))
    return early_no_at_the_till(wanted)


def _here(one: Availability, store: Store) -> int | None:
    return next((p.location_id for p in one.places if p.store_id == store.pk), None)
