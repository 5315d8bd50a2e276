"""A browser on the running shop, at the sizes that the floor is used in."""

import os
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from tests.browsing import PATIENCE, ready
from tests.cast import a_browser

PHONE, IPAD, DESK = (390, 844), (1180, 820), (1440, 900)


@dataclass
class Floor:
    chromium: object
    url: str

    def browser(self, size=IPAD, scripts=True, **party) -> Page:
        """A page of a browser of its own, signed in as this colleague or customer."""
        context = self.chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, base_url=self.url,
            reduced_motion="reduce", java_script_enabled=scripts,
        )  # fmt: skip
        for name, morsel in a_browser(**party).cookies.items():
            context.add_cookies([{"name": name, "value": morsel.value, "url": self.url}])
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda said: "Content Security" in said.text
                and page.problems.append(said.text))  # fmt: skip
        page.set_default_timeout(PATIENCE)
        return page


def looks(page: Page, name: str = "") -> None:
    """Nothing overflows at any size, axe finds nothing, no script threw.

    With `OMNI_SHOTS` a picture of each size is kept there.
    """
    for width, height in (PHONE, IPAD, DESK):
        page.set_viewport_size({"width": width, "height": height})
        ready(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} px too wide at {width}"
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        if name and (folder := os.environ.get("OMNI_SHOTS")):
            page.screenshot(path=f"{folder}/{name}-{width}.png")
    assert page.problems == []


@pytest.fixture
def floor(chromium, live_server, monkeypatch):
    monkeypatch.setattr(settings, "SOCKET_PORT", 0)
    made = Floor(chromium, live_server.url)
    yield made
    for context in chromium.contexts:
        context.close()
