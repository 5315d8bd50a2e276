"""A customer's browser over real HTTP, and her journal of what she was told."""

import json
import os
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import requests
from django.conf import settings

from inventory.models import Item

GONE = (requests.ConnectionError, requests.Timeout)


class Journal:
    """What was acknowledged, on the disk before anything else happens: the oracle of a fault."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def note(self, **said) -> None:
        with self.file.open("a") as lines:
            lines.write(json.dumps(said) + "\n")
            lines.flush()
            os.fsync(lines.fileno())

    def entries(self) -> list[dict]:
        if not self.file.exists():
            return []
        return [json.loads(line) for line in self.file.read_text().splitlines()]


@dataclass(frozen=True, slots=True)
class Told:
    """How a purchase ended for her: `order`, `open`, `refused`, or nothing was heard."""

    what: str
    ref: str = ""


class Buyer:
    """Anonymous until she buys; her visitor's cookie comes with the first page."""

    def __init__(self, url: str, journal: Journal) -> None:
        self.url, self.journal = url, journal
        self.browser = requests.Session()
        self.browser.headers["Origin"] = url

    def look(self, path: str, within: float = 60) -> requests.Response:
        """A page; tried again while nobody answers the port, as a person would."""
        end = time.monotonic() + within
        while True:
            try:
                return self.browser.get(f"{self.url}{path}", timeout=30)
            except GONE:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def form(self, item: Item) -> dict[str, str]:
        return {
            "name": "Priya Nair", "email": "priya@example.com", "how": "deliver",
            "street": "1 Rose Lane", "town": "Newtown 2042", "card": "ok",
            "shown": str(item.price), "client_key": str(uuid.uuid4()),
        }  # fmt: skip

    def send(self, path: str, form: dict[str, str]) -> requests.Response:
        token = self.browser.cookies[settings.CSRF_COOKIE_NAME]
        return self.browser.post(
            f"{self.url}{path}", form | {"csrfmiddlewaretoken": token}, timeout=30,
            allow_redirects=False,
        )  # fmt: skip

    def buy(self, item: Item, form: dict[str, str]) -> Told:
        told = self._buy(item, form)
        self.journal.note(key=form["client_key"], sku=item.sku, told=told.what, ref=told.ref)
        return told

    def _buy(self, item: Item, form: dict[str, str]) -> Told:
        try:
            answer = self.send(f"/buy/{item.sku}/", form)
        except GONE:
            return Told("nothing")
        if answer.status_code == 302:
            _, kind, ref, _ = answer.headers["Location"].split("/")
            return Told("order" if kind == "orders" else "open", ref)
        assert answer.status_code in {409, 422}, answer.text[:2000]
        return Told("refused")

    def buy_for_sure(self, item: Item, form: dict[str, str]) -> Told:
        """The same form again, until something is heard."""
        for _ in range(100):
            told = self.buy(item, form)
            if told.what != "nothing":
                return told
            time.sleep(0.2)
        raise AssertionError("the shop never answered")
