"""What goes to a provider and what it may answer; a provider never raises."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message as it leaves; `key` is our public id, the provider's way to know it again."""

    key: str
    channel: str
    to_address: str
    subject: str
    text: str
    asked_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """`sent`: taken, under `ref`. `busy`: surely not taken, try again after `wait` s.

    `refused`: never will be. `unknown`: nobody can tell yet whether it was taken. `lost`: nobody
    ever will, and it isn't asked again.
    """

    outcome: Literal["sent", "busy", "refused", "unknown", "lost"]
    ref: str = ""
    problem: str = ""
    wait: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What the provider's journal says of our key: taken (under `ref`), not taken, can't tell."""

    taken: bool | None
    ref: str = ""
