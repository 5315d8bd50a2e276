"""Who acts: exactly one party, passed to every action explicitly."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["user", "customer", "visitor", "device", "client", "link", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One party by kind and public reference; a user on a shared iPad also carries its device.

    `ref` is the party's public UUID, or a name for `system` and `client`. `name` is what a
    timeline shows and may be empty.
    """

    kind: Kind
    ref: str
    name: str = ""
    device: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"

    @property
    def is_staff(self) -> bool:
        return self.kind == "user"


def system(name: str) -> Actor:
    """The platform itself, for instance `system("sweep")`."""
    return Actor("system", name, name)
