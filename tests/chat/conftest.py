"""Browsers on the running shop, each of a person of its own."""

from dataclasses import dataclass

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from tests.browsing import PATIENCE
from tests.cast import a_browser
from tests.chat.scenes import on_shift

PHONE, IPAD, DESK = (390, 844), (1180, 820), (1440, 900)


@dataclass
class Shop:
    chromium: object
    url: str

    def browser(self, size=IPAD, zone="Australia/Sydney", **party) -> Page:
        """A page of a browser of its own, signed in as this customer or colleague."""
        context: BrowserContext = self.chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            base_url=self.url,
            reduced_motion="reduce",
            timezone_id=zone,
            locale="en-AU",
        )
        for name, morsel in a_browser(**party).cookies.items():
            context.add_cookies([{"name": name, "value": morsel.value, "url": self.url}])
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda said: "Content Security" in said.text
                and page.problems.append(said.text))  # fmt: skip
        page.set_default_timeout(PATIENCE)
        return page


@pytest.fixture
def shop(chromium, live_server, hana, monkeypatch):
    monkeypatch.setattr(settings, "SOCKET_PORT", 0)
    on_shift(hana)
    made = Shop(chromium, live_server.url)
    yield made
    for context in chromium.contexts:
        context.close()
