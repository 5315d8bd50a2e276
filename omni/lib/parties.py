"""Who is on the other side of a request or a socket, read from its cookies alone.

The floor knows neither staff nor customers: those apps register what they read.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.cookie import parse_cookie

Cookies = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Party:
    """Everybody these cookies stand for; all empty for a stranger.

    A user on a shared iPad comes with its device. `visitor` is an anonymous id and proves nothing.
    """

    user: Any = None
    customer: Any = None
    device: Any = None
    visitor: Any = None

    @property
    def refs(self) -> frozenset[str]:
        """The references by which `omni.lib.live.revoke` finds this party's sockets."""
        known = {"user": self.user, "customer": self.customer, "device": self.device}
        return frozenset(f"{name}:{who.public_id}" for name, who in known.items() if who)

    @property
    def sender(self) -> dict[str, str]:
        """What others may see of who sent a signal."""
        for kind, who in (("user", self.user), ("customer", self.customer)):
            if who:
                return {"kind": kind, "name": who.given_name}
        return {"kind": "device" if self.device else "visitor", "name": ""}


_readers: dict[str, Callable[[Cookies], Any]] = {}


def register(name: str, reader: Callable[[Cookies], Any]) -> None:
    """Say how a field of `Party` is read; from `apps.py` `ready()`.

    The reader makes no query when its cookie is missing, and answers None when it is not valid.
    """
    if name not in Party.__slots__:
        raise ValueError(f"A party has no {name!r}.")
    _readers[name] = reader


def cookies_of(asked: HttpRequest | Mapping) -> Cookies:
    """The cookies of a request, or of a WebSocket handshake's ASGI scope."""
    if isinstance(asked, HttpRequest):
        return asked.COOKIES
    lines = [value for name, value in asked["headers"] if name == b"cookie"]
    return parse_cookie(b"; ".join(lines).decode("latin-1"))


def party_of(asked: HttpRequest | Mapping) -> Party:
    """The party behind a request or an ASGI scope. Reads the database: never in an event loop."""
    return party_from(cookies_of(asked))


def party_from(cookies: Cookies) -> Party:
    return Party(**{name: reader(cookies) for name, reader in _readers.items()})


def carries_identity(cookies: Cookies) -> bool:
    """Whether there is anything in these cookies that a query could resolve."""
    return any(cookies.get(name) for name in _identity_cookies())


def holder(cookies: Cookies) -> str:
    """A fingerprint of the identity in these cookies: what was signed for it serves nobody else."""
    values = [cookies.get(name, "") for name in _identity_cookies()]
    if not any(values):
        return ""
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:32]


def _identity_cookies() -> tuple[str, str, str]:
    return settings.SESSION_COOKIE_NAME, settings.CUSTOMER_COOKIE, settings.DEVICE_COOKIE
