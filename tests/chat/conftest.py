"""Browsers on the running shop, each of a person of its own."""

import os
import shutil
from dataclasses import dataclass

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.cast import a_browser
from tests.chat.scenes import on_shift
from tests.look.conftest import QUIET

PHONE, IPAD, DESK = (390, 844), (1180, 820), (1440, 900)
SOON = 20_000  # ms: without a socket, pages poll


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
        page.set_default_timeout(SOON)
        return page


@pytest.fixture(scope="module")
def chromium():
    # Playwright's loop runs in this thread; the queries between its steps are ours alone.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    path = os.environ.get("OMNI_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def shop(chromium, live_server, hana, monkeypatch):
    monkeypatch.setattr(settings, "SOCKET_PORT", 0)
    on_shift(hana)
    made = Shop(chromium, live_server.url)
    yield made
    for context in chromium.contexts:
        context.close()
