"""A list that was sent, for tests: its link as it arrived."""

import re

from customers.actions.compose_selection import add_to_selection, begin_selection
from customers.actions.share_selection import share_selection
from customers.models import Customer, Selection, SelectionShare
from inventory.models import Item
from staff.models import User
from tests.cast import acting
from tests.handset import deliver_all, texts_to


def a_selection(
    by: User, *items: Item, title: str = "Three rounds", customer: Customer | None = None
) -> Selection:
    """Put together in her store."""
    store, actor = by.memberships.first().store, acting(by)
    selection = begin_selection(
        title=title, store=store, made_by=by, customer=customer, item=items[0], actor=actor
    )
    for item in items[1:]:
        add_to_selection(selection=selection, item=item, actor=actor)
    return selection


def sent_to(customer: Customer, selection: Selection, by: User) -> tuple[SelectionShare, str]:
    """(the sending, its token) to her first address."""
    address = customer.identities.order_by("-kind").first().value
    share = share_selection(
        selection=selection, customer=customer, address=address, actor=acting(by)
    )
    return share, token_at(address)


def token_at(address: str) -> str:
    """The token of the newest link that arrived there."""
    deliver_all()
    return re.search(r"/s/([\w-]+)/", texts_to(address)[-1])[1]
