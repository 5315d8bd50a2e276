"""Six browsers at once: who sits before each, and what is checked of every page."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.browsing import PATIENCE, QUIET, ready

PHONE, LAPTOP, IPAD, STATION = (390, 844), (1440, 900), (1180, 820), (820, 1180)
ROOT = Path(__file__).resolve().parents[2]
TOUR = ROOT / "docs" / "tour"


def launch(playwright: Playwright, *flags: str) -> Browser:
    chromium = (
        os.environ.get("OMNI_CHROMIUM")
        or subprocess.check_output([ROOT / "bin" / "chromium"], text=True).strip()
    )
    return playwright.chromium.launch(executable_path=chromium, args=[*QUIET, *flags])


@dataclass(slots=True)
class Person:
    """A browser context of somebody; every page she `looks` at is checked and photographed."""

    name: str
    url: str
    page: Page
    errors: list[str]
    keeps_pictures: bool

    def opens(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else self.url + path)
        return self.page

    def looks(self, picture: str) -> None:
        """axe finds nothing, nothing overflows, the console is quiet; the picture is kept."""
        page = self.page
        ready(page)
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{self.name}: {picture} is {wide} pixels too wide"
        assert not self.errors, f"{self.name}: {picture}: {self.errors}"
        found = Axe().run(page).response["violations"]
        told = [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found]
        assert not told, f"{self.name}: {picture}: {told}"
        if self.keeps_pictures:
            TOUR.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=TOUR / f"{picture}.png")


def sit_down(
    browser: Browser, name: str, url: str, size: tuple[int, int], **more: object
) -> Person:
    """A fresh context: no cookie of anybody else's."""
    width, height = size
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height}, base_url=url, locale="en-AU",
        timezone_id="Australia/Sydney",
        reduced_motion="reduce", **more,
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: (
            errors.append(said.text)
            if said.type == "error" or "Content Security Policy" in said.text
            else None
        ),
    )
    return Person(name, url, page, errors, bool(os.environ.get("OMNI_TOUR")))


__all__ = ["IPAD", "LAPTOP", "PHONE", "STATION", "Person", "expect", "launch", "sit_down"]
