"""Fifty buyers want one stone over real HTTP, half on the web, half on the floor: one gets it."""

import uuid
from collections import Counter
from contextlib import suppress

import pytest
from django.conf import settings
from django.db import connection

from inventory.models import Item
from sales.models import Order, OrderLine, Payment
from staff.models import Role, Store
from tests.cast import a_browser, a_user
from tests.faults.browser import Browser
from tests.faults.naive_shop import TABLES
from tests.faults.server import WebServer
from tests.floor.scenes import a_sale
from tests.races import race, rounds
from tests.stock import a_stone, on_hand

pytestmark = pytest.mark.django_db(transaction=True)
HALF = 25


def associates(port: int, store: Store) -> list[Browser]:
    """Each signed in on an iPad of her own."""
    buyers = []
    for n in range(HALF):
        user = a_user(f"Associate{n} Of Sydney", Role.ASSOCIATE, store)
        session = a_browser(user=user).cookies[settings.SESSION_COOKIE_NAME].value
        buyers.append(Browser(port, {settings.SESSION_COOKIE_NAME: session}))
    return buyers


def wants_it_online(buyer: Browser, item: Item) -> tuple[int, str]:
    return buyer.post(f"/buy/{item.sku}/", {
        "name": "Priya Nair", "email": "priya@example.com", "how": "sydney", "card": "ok",
        "shown": str(item.price), "client_key": str(uuid.uuid4()),
    })  # fmt: skip


def wants_it_here(buyer: Browser, item: Item, n: int) -> tuple[int, str]:
    sent = a_sale(item, reference=f"{item.sku}-{n}")
    return buyer.post("/floor/sydney/sell/", sent)


def test_one_of_fifty_gets_it(tmp_path, sydney, record_property):
    with WebServer(tmp_path) as web:
        floor = associates(web.port, sydney)
        online = [Browser(web.port, {}) for _ in range(HALF)]
        winners = Counter()

        for _ in range(rounds(full=50)):
            item = a_stone()

            def buy(n: int, item=item) -> tuple[int, str]:
                if n % 2:
                    return wants_it_online(online[n // 2], item)
                return wants_it_here(floor[n // 2], item, n)

            answers = race(buy, 2 * HALF)

            assert Counter(status for status, _ in answers) == {302: 1, 409: 2 * HALF - 1}
            assert OrderLine.objects.filter(item=item).count() == 1
            assert on_hand(item) == (0, 0)
            winners[next(where.split("/")[1] for status, where in answers if status == 302)] += 1

        assert Order.objects.count() == winners.total()
        assert winners["orders"] == Payment.objects.filter(captured__gt=0).count()
        record_property("rounds won", dict(winners))


def test_a_naive_shop_sells_it_more_than_once(tmp_path, record_property):
    sold = []
    with WebServer(tmp_path, application="tests.faults.naive_shop:application") as web:
        buyers = [Browser(web.port, {}) for _ in range(2 * HALF)]
        for _ in range(rounds(full=50)):
            with connection.cursor() as cursor:
                cursor.execute(TABLES)

            race(lambda n: buyers[n].post("/", {}), 2 * HALF)

            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM naive_sale")
                sold.append(cursor.fetchone()[0])
    with suppress(Exception), connection.cursor() as cursor:
        cursor.execute("DROP TABLE naive_sale, naive_stock")
    record_property("sold per round", sold)

    assert max(sold) > 1
