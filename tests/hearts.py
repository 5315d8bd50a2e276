"""The heart by which a visitor keeps a piece, pressed and read as a browser does, for tests."""

import uuid

from django.http import HttpResponse
from django.test import Client

from inventory.models import Item

SHORTLIST, PRESSED = "/shortlist/", 'aria-pressed="true"'


def shown(path: str, browser: Client) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def heart_of(page: str, item: Item | None = None) -> str:
    """The form of this piece's heart, or of the first on the page."""
    named = f'name="sku" value="{item.sku}"' if item else ""
    return next(f for f in page.split("<form") if 'class="heart"' in f and named in f)


def like(browser: Client, item: Item, way: str = "add", **more) -> HttpResponse:
    fields = {"sku": item.sku, "client_key": str(uuid.uuid4()), "words": "1"}
    return browser.post(f"{SHORTLIST}{way}/", fields, **more)


def order_of(page: str) -> list[str]:
    """What her list shows, by the first address of each card."""
    cards = page.split('class="stone">')[1:]
    return [card.split('<h3><a href="', 1)[1].split('"', 1)[0] for card in cards]
