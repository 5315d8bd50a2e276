"""Redis stops, falls silent or forgets everything: the shop goes on, and no message is lost."""

import os
import signal
import time
import uuid
from dataclasses import dataclass

import pytest
import redis
from django.conf import settings as django_settings
from django.test import Client

from chat.models import Message as Said
from notifications.models import Message
from notifications.providers import handset
from omni.lib.embedded.place import Place
from omni.lib.embedded.valkey import Valkey
from sales.models import Order
from tests.cast import a_store, a_user
from tests.faults.buyer import Buyer, Journal
from tests.faults.server import WebServer, a_worker, wait_until
from tests.floor.scenes import a_sale
from tests.races import rounds
from tests.stock import a_place, a_setting, a_stone

SLOWEST = 3.0  # seconds for one answer, on a machine with much else to do


@dataclass
class Shop:
    web: WebServer
    valkey: Valkey

    def redis(self) -> redis.Redis:
        return redis.Redis.from_url(self.valkey.url, socket_timeout=3)


@pytest.fixture
def shop(tmp_path, settings, transactional_db):
    valkey = Valkey(place=Place(tmp_path, None), run_dir=tmp_path, log=tmp_path / "valkey.log")
    valkey.start()
    beat = ("-B", "--schedule", str(tmp_path / "beat"))
    try:
        with WebServer(tmp_path / "web", REDIS_URL=valkey.url) as web:
            settings.JOURNAL_DIR = web.journals
            with a_worker(*beat, REDIS_URL=valkey.url):
                yield Shop(web, valkey)
    finally:
        valkey.stop()


def stop(shop: Shop) -> None:
    shop.valkey.stop()


def fall_silent(shop: Shop) -> None:
    """Connections are taken and nothing is answered."""
    os.kill(shop.valkey.process.popen.pid, signal.SIGSTOP)


def forget(shop: Shop) -> None:
    shop.redis().flushall()


def come_back(shop: Shop) -> None:
    """It answers again, and remembers nothing of before."""
    if shop.valkey.process.alive:
        os.kill(shop.valkey.process.popen.pid, signal.SIGCONT)
        shop.redis().flushall()
    else:
        shop.valkey.start()


FAULTS = (stop, fall_silent, forget)


@pytest.mark.timeout(1800)
def test_the_shop_goes_on_and_every_message_arrives(shop, tmp_path):
    marcus = a_user("Marcus Okafor", "associate", a_store("sydney"))
    ipad = Buyer(shop.web.url, Journal(tmp_path / "ipad.journal"))
    ipad.browser.cookies.set(django_settings.SESSION_COOKIE_NAME, signed_in(marcus))
    for _ in range(2):  # both workers have drawn each page once
        a_morning(a_customer(shop, tmp_path), ipad)
    wait_until(all_sent, "the first messages")

    for number in range(rounds()):
        FAULTS[number % 3](shop)
        took = a_morning(a_customer(shop, tmp_path), ipad)
        come_back(shop)

        assert max(took.values()) < SLOWEST, took
        started = time.monotonic()
        wait_until(all_sent, "delivery")
        assert time.monotonic() - started < 30
    assert {entry.asked for entry in handset.entries(10_000)} == {1}
    assert {entry.key for entry in handset.entries(10_000)} == {
        str(key) for key in Message.objects.values_list("public_id", flat=True)
    }


def a_customer(shop: Shop, directory) -> Buyer:
    return Buyer(shop.web.url, Journal(directory / "customers.journal"))


def a_morning(priya: Buyer, ipad: Buyer) -> dict[str, float]:
    """Pages, a purchase, a question, a code and a sale at the till; seconds each."""
    stone, ring = a_stone(at=a_place()), a_setting(at=a_place())
    orders, questions, messages = (model.objects.count() for model in (Order, Said, Message))
    took: dict[str, float] = {}

    def timed(name: str, ask) -> object:
        started = time.monotonic()
        answer = ask()
        took[name] = time.monotonic() - started
        status = getattr(answer, "status_code", 200)
        assert status < 400, (name, status, answer.text[:1000])
        return answer

    for path in ("/", "/diamonds/", f"/diamonds/{stone.sku}/", f"/buy/{stone.sku}/", "/sign-in/"):
        timed(path, lambda path=path: priya.look(path))
    told = timed("buy", lambda: priya.buy(stone, priya.form(stone)))
    assert told.what == "order"
    key = {"client_key": str(uuid.uuid4())}
    timed("ask", lambda: priya.send("/chat/ask/", key | {"body": "Is it eye clean?"}))
    code = {"address": f"{stone.sku}@example.com", "client_key": str(uuid.uuid4())}
    timed("code", lambda: priya.send("/sign-in/", code))
    timed("floor", lambda: ipad.look("/floor/sydney/stock/"))
    timed("sell", lambda: ipad.send("/floor/sydney/sell/", a_sale(ring)))
    assert Order.objects.count() == orders + 2
    assert Said.objects.count() > questions
    assert Message.objects.count() > messages
    return took


def signed_in(user) -> str:
    browser = Client()
    browser.force_login(user)
    return browser.cookies[django_settings.SESSION_COOKIE_NAME].value


def all_sent() -> bool:
    return not Message.objects.exclude(state="sent").exists()
