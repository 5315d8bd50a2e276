"""`static/js/live.js` in a real browser, on a real web and a real live process."""

import json
import re

import pytest
from django.db import transaction
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer as WebServer

from inventory import live as stock_live
from inventory.events import StockChanged
from inventory.models import Item
from omni.lib.events import emit
from tests.stock import a_stone

from . import toy
from .conftest import cookie_of
from .test_follow import say


@pytest.fixture
def web(gateway, settings):
    """The web process on the port whose pages the live process lets in."""
    settings.ROOT_URLCONF = "tests.live.toy_urls"
    settings.SOCKET_PORT = gateway.port
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    connect = [*directives["connect-src"], f"ws://127.0.0.1:{gateway.port}"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "connect-src": connect}}
    server = WebServer(f"127.0.0.1:{gateway.web_port}")
    yield server.url
    server.stop()


@pytest.fixture
def tab(web, chromium):
    """Opens a tab on some topics; it fails when a script threw or our CSP was broken."""
    wrong: list[str] = []

    def open_tab(*topics: str, cookie: str = "") -> Tab:
        context = chromium.new_context()
        if cookie:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": web}])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Policy" in said.text else None)
        page.goto(f"{web}/toy/?topics={','.join(topics)}")
        return page

    yield open_tab
    for context in chromium.contexts:
        context.close()
    assert wrong == []


def badge(page: Tab, topic: str):
    return page.locator(f'[data-live="{topic}"]').first


def test_shows_what_is_pushed_where_it_is_followed(tab):
    sold, other = toy.a_toy(), toy.a_toy()
    page = tab(sold, other)
    expect(page.locator("html")).to_have_attribute("data-live", "on")

    say(sold, "<i>sold</i>")

    expect(badge(page, sold).locator("i")).to_have_text("sold")
    expect(badge(page, sold)).to_have_attribute("data-version", "2")
    expect(badge(page, sold)).to_have_attribute("data-kind", "go")
    expect(badge(page, other)).to_have_text("new")
    name, detail = json.loads(page.locator("#said li").first.inner_text())
    assert name == "live:toy"
    assert (detail["topic"], detail["version"]) == (sold, 2)
    expect(page.locator("[data-live-age]")).to_have_text(
        re.compile(r"^checked (now|[1-9] seconds? ago)")
    )


def test_heals_a_push_that_never_came(tab):
    topic = toy.a_toy()
    page = tab(topic)
    expect(page.locator("html")).to_have_attribute("data-live", "on")

    toy.change(topic, "sold")

    expect(badge(page, topic)).to_have_text("sold")


def test_follows_an_element_that_arrives_later_and_ignores_an_older_push(tab):
    first, later = toy.a_toy(), toy.a_toy()
    toy.change(later, "changed before it arrived")
    page = tab(first)
    expect(page.locator("html")).to_have_attribute("data-live", "on")

    page.evaluate(
        """topic => {
            const node = document.createElement("span");
            node.dataset.live = topic;
            node.dataset.version = "1";
            document.body.append(node);
        }""",
        later,
    )

    expect(badge(page, later)).to_have_text("changed before it arrived")
    say(later, "sold")
    expect(badge(page, later)).to_have_text("sold")


def test_polls_while_there_is_no_socket_and_comes_back(tab, gateway):
    topic = toy.a_toy()
    page = tab(topic)
    expect(page.locator("html")).to_have_attribute("data-live", "on")

    gateway.stop_gateway()
    try:
        toy.change(topic, "polled")
        expect(badge(page, topic)).to_have_text("polled")
        expect(page.locator("html")).to_have_attribute("data-live", "polling")
    finally:
        gateway.start_gateway()

    expect(page.locator("html")).to_have_attribute("data-live", "on")
    say(topic, "sold")
    expect(badge(page, topic)).to_have_text("sold")


def test_gives_a_private_topic_up_when_denied_and_keeps_the_public_one(tab, priya, zoe):
    public, hers = toy.a_toy(), toy.a_toy(owner=priya.public_id)
    # The tag signs what the view gave it; a stranger's cookie makes the signature worthless.
    page = tab(public, hers, cookie=cookie_of(zoe))
    page.evaluate("document.querySelector('meta[name=live-topics]').remove()")
    say(hers, "secret")
    say(public, "sold")

    expect(badge(page, public)).to_have_text("sold")


def test_signals_reach_the_others_on_the_topic(tab, priya):
    topic = toy.a_toy(owner=priya.public_id)
    cookie = cookie_of(priya)
    her_phone, her_laptop = tab(topic, cookie=cookie), tab(topic, cookie=cookie)
    for each in (her_phone, her_laptop):
        expect(each.locator("html")).to_have_attribute("data-live", "on")

    her_phone.evaluate("topic => omniLive.signal(topic, 'typing')", topic)

    said = her_laptop.locator("#said li").first
    sender = {"kind": "customer", "name": "Priya"}
    detail = {"topic": topic, "signal": "typing", "sender": sender}
    assert json.loads(said.inner_text()) == ["live:signal", detail]
    assert her_phone.locator("#said li").count() == 0


@pytest.mark.alone
def test_the_badge_on_a_stones_own_page_turns_without_navigation(web, chromium, sydney):
    stone = a_stone()
    page = chromium.new_page()
    page.goto(f"{web}/diamonds/{stone.sku}/")
    badge = page.locator(f'[data-live="{stock_live.topic(stone.public_id)}"]').first
    expect(page.locator("html")).to_have_attribute("data-live", "on")

    with transaction.atomic():
        version = Item.objects.get(pk=stone.pk).availability_version + 1
        Item.objects.filter(pk=stone.pk).update(availability_version=version)
        emit(StockChanged((stone.pk,)))

    expect(badge).to_have_attribute("data-version", str(version), timeout=2_000)
    expect(page.locator("[data-live-age]").first).to_have_text(re.compile("^checked (now|\\d)"))
