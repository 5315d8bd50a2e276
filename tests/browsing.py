"""A plugin: a browser, and waiting until a page is ready for what a person would do next."""

import os
import shutil

import pytest
from playwright.sync_api import Page, expect, sync_playwright

PATIENCE = 45_000  # ms: no promise of ours, only what a busy machine may take
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
READY = """() => document.readyState === "complete" && document.fonts.status === "loaded"
    && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")
    && document.getAnimations().every((one) =>
        one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity)"""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def chromium():
    """Playwright's loop runs in this thread; the queries between its steps are the test's alone."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    path = os.environ.get("OMNI_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def cut_off(page: Page) -> None:
    """Without a connection, and the page knows it."""
    page.context.set_offline(True)
    page.wait_for_function("!navigator.onLine")


def ready(page: Page) -> Page:
    """Loaded, with its fonts and its scripts; nothing is on its way by htmx, and nothing moves."""
    page.wait_for_load_state()
    page.wait_for_function(READY)
    return page
