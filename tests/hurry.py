"""What a page without a socket does every five to ten seconds, at once: it asks what is new."""

from playwright.sync_api import Page


def hurried(page: Page) -> Page:
    """Its clock may be put forward from now on; before it goes anywhere."""
    page.clock.install()
    return page


def later(*pages: Page) -> None:
    """Ten seconds on, so that whatever waits on these pages is due."""
    for page in pages:
        page.clock.fast_forward(10_000)
