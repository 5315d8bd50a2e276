"""The two cookies of a browser: who visits, and whose session it is."""

import hmac
import uuid
from functools import cached_property, lru_cache
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.http import HttpResponse

VISITOR_SALT = "customers.visitor"
YEAR = 365 * 24 * 3600


def remember(response: HttpResponse, token: str) -> None:
    """This browser is signed in, or known, by the session of this token."""
    _set(response, settings.CUSTOMER_COOKIE, token)


def remember_visitor(response: HttpResponse, visitor: uuid.UUID) -> None:
    _set(
        response,
        settings.VISITOR_COOKIE,
        _signer(settings.SECRET_KEY).sign(str(visitor)),
    )


def forget(response: HttpResponse) -> None:
    """Nobody we know from now on: the next visit is a stranger's, the visitor id included."""
    for name in (settings.CUSTOMER_COOKIE, settings.VISITOR_COOKIE):
        response.set_cookie(
            name,
            "",
            max_age=0,
            expires="Thu, 01 Jan 1970 00:00:00 GMT",
            secure=settings.SECURE_COOKIES,
            httponly=True,
            samesite="Lax",
        )


def read_visitor(value: str | None) -> uuid.UUID | None:
    """The visitor id of a signed cookie, or nothing when it is missing or forged."""
    try:
        return uuid.UUID(_signer(settings.SECRET_KEY).unsign(value or ""))
    except (signing.BadSignature, ValueError):
        return None


class VisitorSigner(signing.Signer):
    """Django's, with the key that it derives from salt and secret kept: every page needs it."""

    @cached_property
    def derived(self) -> bytes:
        return sha256(f"{self.salt}signer{self.key}".encode()).digest()

    def signature(self, value: str, key: str | None = None) -> str:
        if key not in (None, self.key):
            return super().signature(value, key)  # a secret of before
        return _signed(self.derived, value)


@lru_cache(maxsize=1000)
def _signed(key: bytes, value: str) -> str:
    """Kept for those who look at one page after another."""
    return signing.b64_encode(hmac.digest(key, value.encode(), "sha256")).decode()


@lru_cache(maxsize=2)
def _signer(key: str) -> VisitorSigner:
    return VisitorSigner(key=key, salt=VISITOR_SALT)


def _set(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )
