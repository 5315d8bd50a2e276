"""What of a merge goes back when it is undone and what stays, as each room says it of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field

from .models import Merge


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing, each of them in a few words; what stays says why."""

    what: str
    back: list[str] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)


Reader = Callable[[Merge], list[Part]]
_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Register from an `apps.py` `ready()`; a reader writes nothing."""
    if reader not in _readers:
        _readers.append(reader)


def parts_above(merge: Merge) -> list[Part]:
    """What the rooms above would give back now."""
    return [part for reader in _readers for part in reader(merge)]
