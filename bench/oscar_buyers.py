"""Fifty guests of django-oscar with a filled basket, each one click from the order."""

import re
from urllib.parse import urlencode

from .buyers import FORM
from .client import Broken, Browser, cookies, get, status
from .hands import Hand
from .oscar import Oscar

HOST = "127.0.0.1"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
ADDRESS = {
    "first_name": "Priya", "last_name": "Nair", "line1": "1 Rose Lane", "line4": "Newtown",
    "postcode": "2042", "phone_number": "+61255501100", "notes": "",
}  # fmt: skip


class Guest:
    """A browser that goes through the checkout as its pages lead her."""

    def __init__(self, port: int) -> None:
        self.browser = Browser(port)
        self.kept: dict[str, str] = {}
        self.token = ""

    def look(self, path: str) -> bytes:
        return self._heard(self.browser.ask(get(path, HOST, self._cookie)))

    def send(self, path: str, fields: dict) -> bytes:
        answer = self._heard(self.browser.ask(self.form(path, fields)))
        if status(answer) != 302:
            raise Broken(f"{path} answered {answer[-3000:]!r}")
        return answer

    def form(self, path: str, fields: dict) -> bytes:
        body = urlencode(fields | {"csrfmiddlewaretoken": self.token}).encode()
        head = get(
            path, HOST, self._cookie, Content_Type=FORM, Content_Length=str(len(body)),
            Referer=f"http://{HOST}/",
        )  # fmt: skip
        return head.replace(b"GET", b"POST", 1) + body

    @property
    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.kept.items())

    def _heard(self, answer: bytes) -> bytes:
        for pair in filter(None, cookies(answer).split("; ")):
            name, _, value = pair.partition("=")
            self.kept[name] = value
        if found := TOKEN.search(answer):
            self.token = found[1].decode()
        return answer


def to_the_last_click(guest: Guest, path: str, pk: int, n: int) -> bytes:
    """Basket, address and shipping are done; answers the request that places the order."""
    guest.look(path)
    guest.send(f"/basket/add/{pk}/", {"quantity": 1})
    guest.look("/checkout/")
    guest.send("/checkout/", {"username": f"guest{n}@example.com", "options": "anonymous"})
    guest.look("/checkout/shipping-address/")
    guest.send("/checkout/shipping-address/", ADDRESS)
    guest.look("/checkout/shipping-method/")
    guest.look("/checkout/payment-method/")
    guest.look("/checkout/preview/")
    return guest.form("/checkout/preview/", {"action": "place_order"})


def ready(shop: Oscar, counter: Hand, number: int, buyers: int, pieces: int) -> tuple:
    """The product, and everybody's last click."""
    pk = counter.ask("lay", name=f"Wanted{number}", pieces=pieces)["pk"]
    path = f"/catalogue/wanted{number}-0_{pk}/"
    clicks = []
    for n in range(buyers):
        guest = Guest(shop.port)
        clicks.append(to_the_last_click(guest, path, pk, 1000 * number + n))
        guest.browser.socket.close()
    return pk, clicks
