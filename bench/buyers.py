"""Buyers of one thing: by the web's checkout, at the till, and by machine in turn."""

import json
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from .client import post
from .house import HOST

TOKEN = "c" * 32  # a CSRF secret; cookie and field must agree
FORM = "application/x-www-form-urlencoded"
# What the floor's page says with its forms: it shows everything else already.
PAGE = {"HX_Request": "true", "HX_Boosted": "true", "HX_Target": "main"}


@dataclass(frozen=True, slots=True)
class Buyers:
    """`people` is what `bench.people` printed; no two buyers of a round share a session."""

    people: dict

    def requests(self, thing: dict, count: int) -> list[bytes]:
        kinds = (self.online, self.at_the_till, self.by_machine)
        return [kinds[n % 3](thing, n // 3) for n in range(count)]

    def online(self, thing: dict, n: int) -> bytes:
        fields = {
            "name": "Priya Nair", "email": "priya@example.com", "how": "sydney", "card": "ok",
            "shown": thing["price"], "client_key": str(uuid.uuid4()),
        }  # fmt: skip
        return self._form(f"/buy/{thing['sku']}/", fields, "", n)

    def at_the_till(self, thing: dict, n: int) -> bytes:
        fields = {
            "item": thing["public_id"], "shown": thing["price"], "how": "take_away",
            "customer": "", "pay": "card", "reference": f"{thing['sku']}-{n}",
            "client_key": str(uuid.uuid4()),
        }  # fmt: skip
        key = self.people["staff"][n]
        cookie = f"{self.people['staff_cookie']}={key}"
        return self._form("/floor/sydney/sell/", fields, cookie, n, **PAGE)

    def by_machine(self, thing: dict, n: int) -> bytes:
        body = {
            "purpose": "appointment", "reference": f"b{n}", "expires_in": 60,
            "lines": [{"sku": thing["sku"]}],
        }  # fmt: skip
        return post(
            "/api/v1/claims/", HOST, json.dumps(body).encode(), "application/json",
            Authorization=f"Bearer {self.people['machines'][n]}",
            Idempotency_Key=str(uuid.uuid4()),
        )  # fmt: skip

    def _form(self, path: str, fields: dict, cookie: str, n: int, **headers: str) -> bytes:
        cookies = "; ".join(filter(None, [f"{self.people['csrf_cookie']}={TOKEN}", cookie]))
        body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN}).encode()
        headers["X_Forwarded_For"] = f"203.0.113.{n % 200 + 1}"
        return post(path, HOST, body, FORM, cookies, **headers)
