"""Payment providers: each answers to `charge`, `look_up`, `cancel` and `refund`."""

from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import Literal, Protocol
from uuid import UUID


class Silent(Exception):
    """The provider gave no answer: what happened there is unknown."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider says about one payment, under our own id."""

    status: Literal["captured", "declined", "cancelled", "absent"]
    reference: str = ""
    reason: str = ""


class Provider(Protocol):
    def charge(self, ref: UUID, amount: Decimal, currency: str, token: str) -> Answer:
        """Take the money once, however often it is asked with this `ref`. May raise `Silent`."""

    def look_up(self, ref: UUID) -> Answer:
        """What became of it; `absent` when the provider never heard of it. May raise `Silent`."""

    def cancel(self, ref: UUID) -> Answer:
        """See that `ref` can't be charged any more; answers what is true afterwards."""

    def refund(self, ref: UUID, refund: UUID, amount: Decimal, currency: str) -> str:
        """Give money back once per `refund`; answers the provider's reference."""


def provider(name: str) -> Provider:
    """The provider of that name: a module of this package."""
    return import_module(f"{__name__}.{name}").PROVIDER
