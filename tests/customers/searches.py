"""Saved searches for tests: kept, matched and told."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import time_machine

from customers.actions.keep_search import keep_search, set_alert
from customers.actions.match_searches import match_searches
from customers.actions.send_alerts import send_alerts
from customers.models import Customer, SavedSearch
from inventory.models import Item
from inventory.selectors.facets import Facets
from omni.lib.clock import now
from tests.cast import acting
from tests.handset import deliver_all, texts_to
from tests.stock import TEST, a_stone

SYDNEY = ZoneInfo("Australia/Sydney")

ROUNDS = Facets(shapes=(1,), price_max=Decimal(20000))


def keeps(who: Customer, facets: Facets = ROUNDS, to: str = "phone", words="") -> SavedSearch:
    search = keep_search(
        customer=who, facets=facets, words=words or "round, up to $20,000", actor=acting(who)
    )
    if to:
        set_alert(search=search, to=who.identities.get(kind=to), actor=acting(who))
    return search


def new(price: str = "15000", **grades) -> Item:
    return a_stone(price=price, **grades)


def told(who: Customer, kind: str = "phone") -> list[str]:
    match_searches(actor=TEST)
    send_alerts(actor=TEST)
    deliver_all()
    return texts_to(who.identities.get(kind=kind).value)


def tomorrow(days: int = 1):
    return time_machine.travel(now() + dt.timedelta(days=days, minutes=1), tick=True)
